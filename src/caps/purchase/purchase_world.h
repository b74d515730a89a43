/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PURCHASE_PURCHASE_WORLD_H
#define CAPS_PURCHASE_PURCHASE_WORLD_H
/* What the tests of purchases share.  Tests only. */
#include "caps/document/document_world.h"
#include "caps/fund/fund.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include "caps/purchase/purchase.h"
#include <string.h>

struct buying { struct docs w; int64_t supplier, other, fund; struct actor *deputy, *head, *payer; };

static inline int64_t org(struct ctx *cx, const char *code, int64_t roles)
{
	int64_t id = 0;

	must(org_create(cx, &(struct org){ .code = code, .name = code, .roles = roles, .active = 1 }, &id));
	return id;
}

static inline struct actor *official(struct ctx *cx, const struct docs *w, const char *login, const char *title)
{
	struct actor *a = new_actor(cx, login, "approver", w->d.root);

	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = a->account_id, .place_id = w->d.root, .role = title, .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	return a;
}

/* A fund of 80,000 yuan, two suppliers, the deputy below 50,000 yuan and the head from there. */
static inline struct buying open_buying(struct ctx *cx, const char *plan)
{
	struct buying b = { .w = open_docs(cx) };
	struct plan_stored stored;
	struct doc_moved moved;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "b.yaml", plan, strlen(plan), &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "b", .version = 1, .reason = "试" }, &id));
	b.supplier = org(cx, "SUP1", ORG_SUPPLIER);
	b.other = org(cx, "SUP2", ORG_SUPPLIER);
	b.deputy = official(cx, &b.w, "deputy", "deputy");
	b.head = official(cx, &b.w, "head", "head");
	b.payer = new_actor(cx, "payer", "approver", b.w.d.root);
	cx->actor = b.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_GRANT, .holder_id = b.w.d.root, .code = "ZH", .zh = "专户" }, &b.fund));
	must(fund_receive(cx, &(struct fund_receipt){ b.fund, b.supplier, 8000000, "拨1", NULL }, &moved));
	return b;
}

#define DRAFT(b, supplier_, lines_, n_, ...) \
	(struct purchase_draft){ .supplier_id = (supplier_), .to_place_id = (b).w.d.wa, .fund_id = (b).fund, .lines = (lines_), .n_lines = (n_), __VA_ARGS__ }

/* A purchase put forward by the supply group. */
static inline int64_t buys(struct ctx *cx, const struct buying *b, int64_t supplier, int64_t item, int64_t qty, int64_t price_fen)
{
	struct purchase_line line = { item, qty, price_fen, 1 };
	int64_t id = 0;

	cx->actor = b->w.by.supply;
	must(purchase_open(cx, &DRAFT(*b, supplier, &line, 1), &id));
	must(step(b->w.by.supply, id, "submit"));
	return id;
}
#endif
