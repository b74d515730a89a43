/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ITEM_H
#define CAPS_ITEM_H
#include "base/ctx.h"

/* Items: what is stored, asked for and handed out.
 *
 * Quantities are whole base units everywhere.  A pack is a number of base units
 * (箱 of 40 瓶); further packs are rationals of base units (num/den).  The code
 * is the district's own; gb38565 (GB/T 38565-2020, 7 digits as 1+2+2+2) is only
 * ever what somebody entered, never made up; a barcode is free text whose check
 * digit is verified when it has 8, 12, 13 or 14 digits (standards.md 1.1, 1.3, 1.4).
 *
 * Items belong to the whole district: editing needs ITEM_EDIT on the district. */
enum item_tag {
#define ITEM_TAG(bit, name, word, zh, en) ITEM_##name = 1 << (bit),
#include "caps/item/tags.def"
#undef ITEM_TAG
};
must_check enum err item_tags_read(struct ctx *cx, const char *field, const char *words, int64_t *ret_set);
const char *item_tags_words(struct arena *mem, int64_t set);

struct item {
	int64_t     item_id;
	const char *code, *zh, *en;         /* en may be "" */
	const char *category;               /* goods class of the plan: "masks", "rice" */
	const char *unit;                   /* base unit for people: "只" */
	int64_t     pack;                   /* base units per whole pack, >= 1 */
	const char *pack_unit;              /* "箱"; "" when pack is 1 */
	int64_t     storage;                /* one enum storage (caps/place) */
	int64_t     tags;                   /* set of enum item_tag */
	int64_t     norm_qty, norm_days;    /* need: norm_qty base units per norm_days person-days; 0 = no norm */
	int64_t     shelf_life_days;        /* 0: none stated */
	const char *gb38565, *barcode;      /* may be "" */
	int64_t     active, version;
};

struct item_pack { const char *name; int64_t num, den; };      /* one such pack = num/den base units */

/* `in` carries the facts (item_id and version are ignored on create); NULL texts
 * read as "", pack 0 as 1, norm_days 0 as 1, storage 0 as ambient. */
must_check enum err item_create(struct ctx *cx, const struct item *in, int64_t *ret_item_id);
/* The same, and no right asked: for a capability that asked its own (a shop's own goods). */
must_check enum err item_add(struct ctx *cx, const struct item *in, int64_t *ret_item_id);
must_check enum err item_update(struct ctx *cx, int64_t item_id, int64_t version, const struct item *in);

/* Whole or nothing; an existing code is updated when `replace`, else CONFLICT.
 * A fault's field is "[row].name". */
must_check enum err item_create_many(struct ctx *cx, const struct item *rows, size_t n, bool replace,
				     int64_t *ret_created, int64_t *ret_changed);

/* The facts with their defaults filled in, or what is wrong with them; asks
 * nothing of the store.  `row` is NO_ROW or the row of a list. */
enum { ITEM_BATCH_MAX = 200000 };
must_check enum err item_check(struct ctx *cx, int64_t row, const struct item *in, struct item *ret);

must_check enum err item_get(struct ctx *cx, int64_t item_id, struct item *ret);
must_check enum err item_by_code(struct ctx *cx, const char *code, struct item *ret);

/* Replaces the further packs of an item (at most 8; names unique; num, den 1..1e9). */
must_check enum err item_set_packs(struct ctx *cx, int64_t item_id, const struct item_pack *packs, size_t n);
must_check enum err item_packs(struct ctx *cx, int64_t item_id, struct item_pack **ret, size_t *ret_n);

/* `count` packs of that name (unit, pack unit or a further pack) as base units;
 * BAD_INPUT when it is no whole number of them or the name is unknown. */
must_check enum err item_to_base(struct ctx *cx, const struct item *item, const char *pack, int64_t count,
				 int64_t *ret_qty);

struct item_filter {
	const char *category, *search, *after;    /* NULL or "": all; after: last code seen */
	int64_t     active_only, limit;
};
must_check enum err item_list(struct ctx *cx, const struct item_filter *filter, struct item **ret, size_t *ret_n);

/* "3 箱 + 4 件", "4 件", "3 箱", "0 件"; negative quantities carry one leading minus. */
const char *item_show(struct arena *mem, const struct item *item, int64_t qty);

/* What `people` need for `days`, rounded up to whole base units; 0 without a norm;
 * false when it does not fit QTY_MAX. */
bool item_need(const struct item *item, int64_t people, int64_t days, int64_t *ret_qty);

bool item_gtin_ok(const char *digits);        /* 8, 12, 13 or 14 digits with the right last one */
#endif
