/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_CATALOG_H
#define CAPS_CATALOG_H
#include "caps/document/document.h"

/* Catalogue 商品目录: who sells (designated shops), what for (prices, packages),
 * and what may be ordered now (offers, caps/catalog/offer.h).
 *
 * A shop is a place of kind shop, and the organisation that owns it.  It sells to
 * households only while it is designated: a decision with its number, from a day
 * to a day; withdrawn by another decision (D8.1, D8.2).  Both stay on record.
 *
 * A price is never edited: each change is a new version of (shop, item), numbered
 * from 1, with the shop price beside it; above the shop price, or above a cap that
 * an order of the regulator set, it is refused (D10.2, D6.5).  There is no field
 * for a delivery charge anywhere: who sends one is refused.
 *
 * A package is an item whose contents are told (D5.1, S3.7).  Offers freeze price
 * and contents.  Money is fen per price_units base units.
 *
 * Look-ups without a right asked are for rules; *_see and *_list ask CATALOG_READ
 * on the shop.  Everything lives in cx->mem.  Requirements: D4.1, D5.1, D5.4, D8.1,
 * D8.2, D10.2, S3.7, S3.9. */

extern const char *const shop_kind_words[];      /* "supermarket" ... as in the plan language; NULL ends */
enum shop_kind { SHOP_SUPERMARKET, SHOP_GROCER, SHOP_BUTCHER, SHOP_PHARMACY, SHOP_WHOLESALE, SHOP_ONLINE, SHOP_FARM, SHOP_STORE,
		 SHOP_KINDS };
enum { SHOP_SERVES_MAX = 50, PACKAGE_PARTS_MAX = 60, PRICE_ROWS_MAX = 5000, CATALOG_LIST_MAX = 200 };
#define PRICE_FEN_MAX INT64_C(10000000)          /* 100,000 yuan */
#define PRICE_UNITS_MAX INT64_C(1000000)

struct shop {
	int64_t     shop_id, org_id, kind, version;       /* shop_id is the place's */
	const char *code, *name, *org, *contact, *path;
	int64_t     from_day, until_day;                  /* designated from .. to (0: open end); from 0: never */
	const char *decision;                             /* its number: "桃源街道保供〔2026〕3号" */
	int64_t     withdrawn_ms;                         /* 0: not withdrawn */
	const char *withdrawn_why;
	int64_t     open_breaches;                        /* recorded, and not yet decided upon */
	bool        works;                                /* designated today and not withdrawn */
};
/* NOT_FOUND when the place is no shop of the catalogue. */
must_check enum err shop_get(struct ctx *cx, int64_t shop_id, struct shop *ret);
must_check enum err shop_need(struct ctx *cx, enum perm perm, int64_t shop_id, struct shop *ret);
/* BLOCKED, with the decision named, unless the shop is designated on the day. */
must_check enum err shop_working(struct ctx *cx, const struct shop *shop, int64_t day);

struct shop_filter { int64_t under_id, kind, working_only, after, limit; const char *search; };  /* kind -1: all */
must_check enum err shop_list(struct ctx *cx, const struct shop_filter *filter, struct shop **ret, size_t *ret_n);

struct shop_facts {
	int64_t     shop_id, org_id, kind, from_day, until_day;
	const char *decision, *why;
	const int64_t *serves;  size_t n_serves;          /* areas it sells to; none: the area it lies in */
};
/* SHOP_EDIT on the shop.  A shop designated before gets the new decision; version 0: the first time. */
must_check enum err shop_designate(struct ctx *cx, const struct shop_facts *in, int64_t version);
/* Takes the designation back by a decision; open breaches are decided with it.  Its open offers are named in
 * *ret_open_offers: nobody can order from them any more. */
must_check enum err shop_withdraw(struct ctx *cx, int64_t shop_id, int64_t version, const char *decision, const char *why,
				  int64_t *ret_open_offers);
must_check enum err shop_serves(struct ctx *cx, int64_t shop_id, int64_t **ret, size_t *ret_n);
/* Whether the shop sells to a place of this path. */
must_check enum err shop_serves_path(struct ctx *cx, const struct shop *shop, const char *path, bool *ret);

/* A breach of the delivery window or another rule, for the decision on the designation (D8.2).
 * doc_id: the trip or order it was seen on.  The same document and rule are recorded once. */
struct shop_breach { int64_t breach_id, shop_id, doc_id, happened_ms, recorded_by, decided_ms; const char *rule, *what; };
must_check enum err shop_breach_add(struct ctx *cx, const struct shop_breach *in, int64_t *ret_breach_id);
must_check enum err shop_breach_list(struct ctx *cx, int64_t shop_id, int64_t before, int64_t limit, struct shop_breach **ret, size_t *ret_n);
struct shop_decision { int64_t at_ms, by, from_day, until_day; const char *verb, *decision, *why; };
must_check enum err shop_decisions(struct ctx *cx, int64_t shop_id, struct shop_decision **ret, size_t *ret_n);

/* ---- Prices ---------------------------------------------------------------- */
struct price {
	int64_t     shop_id, item_id, version, price_fen, price_units, shop_price_fen, on_sale, set_ms, set_by;
	int64_t     cap_fen, cap_units;                   /* the strictest cap in force; units 0: none */
	const char *why, *code, *zh, *unit, *category, *barcode;
	const char *class_zh, *class_en;                  /* the plan's words for the class; the class itself when no plan knows it */
	bool        is_package;
};
struct price_facts { int64_t shop_id, item_id, price_fen, price_units, shop_price_fen; const char *why; bool off_sale; };
/* CATALOG_EDIT on the shop.  A new version, or the old one's number when nothing changed.  BLOCKED over the shop
 * price or a cap, or for a class the plan refuses (with the rule's reason). */
must_check enum err price_set(struct ctx *cx, const struct price_facts *in, int64_t *ret_version);
/* NOT_FOUND when the shop has no price for it or took it off sale. */
must_check enum err price_now(struct ctx *cx, int64_t shop_id, int64_t item_id, struct price *ret);
/* What an item costs on the market at a place of this path: the lowest price on sale in a working shop, never above
 * a cap; the cap alone where nobody sells it.  price_fen 0: neither is known.  No right asked. */
struct market_price { int64_t price_fen, price_units; bool capped; const char *shop, *decision; };
must_check enum err price_on_market(struct ctx *cx, const char *path, int64_t item_id, struct market_price *ret);
struct price_filter { int64_t shop_id, on_sale_only, limit; const char *category, *search, *after; };  /* after: item code */
must_check enum err price_list(struct ctx *cx, const struct price_filter *filter, struct price **ret, size_t *ret_n);
must_check enum err price_history(struct ctx *cx, int64_t shop_id, int64_t item_id, struct price **ret, size_t *ret_n);

struct price_cap {
	int64_t     cap_id, item_id, place_id, cap_fen, cap_units, from_ms, until_ms, set_by, lifted_ms;
	const char *category, *decision, *item;           /* an item, or a whole class of the plan */
};
/* By an order of the regulator: SHOP_EDIT on the place. */
must_check enum err price_cap_set(struct ctx *cx, const struct price_cap *in, int64_t *ret_cap_id);
must_check enum err price_cap_lift(struct ctx *cx, int64_t cap_id);
must_check enum err price_cap_list(struct ctx *cx, int64_t before, int64_t limit, struct price_cap **ret, size_t *ret_n);

/* D5.4, S3.9: BLOCKED with the plan's rule when households may not order this class. */
must_check enum err catalog_accepts(struct ctx *cx, const struct plan *plan, const char *category, const char *zh);

/* What so many base units cost, half up; -1 when it is out of range. */
int64_t price_of(int64_t price_fen, int64_t price_units, int64_t qty);

/* ---- Packages --------------------------------------------------------------- */
struct package_part { int64_t item_id, qty; const char *code, *zh, *unit; };
struct package {
	int64_t     item_id, shop_id, persons_min, persons_max, days, version;     /* shop_id 0: the whole district's */
	const char *code, *zh, *rule;                     /* rule: id of the plan's package it follows, may be "" */
	struct package_part *parts;  size_t n_parts;
};
must_check enum err package_get(struct ctx *cx, int64_t item_id, struct package *ret);
must_check enum err package_set(struct ctx *cx, const struct package *in, int64_t version);      /* the item exists; CATALOG_EDIT */
must_check enum err package_need(struct ctx *cx, int64_t shop_id);        /* CATALOG_EDIT on the shop; 0: on the district */
must_check enum err package_list(struct ctx *cx, int64_t shop_id, const char *after, int64_t limit, struct package **ret, size_t *ret_n);
#include "caps/catalog/offer.h"
#endif
