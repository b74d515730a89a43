/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "caps/document/document.h"
#include "caps/party/account.h"
#include "caps/party/org.h"
#include "caps/party/party.h"
#include <string.h>

/* The goods and money of the district beside its daily sharing out: bought, given,
 * lent, exchanged, called on, scrapped, kept.  Each has a file of its own and plays
 * its part of the three days. */

enum err demo_be(struct ctx *cx, const char *login)
{
	struct party_account account;
	struct actor *actor = arena_new(&cx->mem, sizeof *actor);

	TRY(party_account_by_login(cx, login, &account));
	TRY(party_actor(cx, account.account_id, actor));
	cx->actor = actor;
	return ERR_OK;
}

enum err demo_step(struct ctx *cx, const struct demo_work *w, const char *login, int64_t doc_id, const char *verb, const char *note)
{
	struct doc_moved moved;

	TRY(demo_be(cx, login));
	demo_pass(cx, w, 1000);
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = verb, .note = note }, &moved);
}

enum err demo_item(struct ctx *cx, const struct demo_work *w, const char *code, const struct item **ret)
{
	for (size_t i = 0; i < w->n_items; i++)
		if (strcmp(w->items[i].code, code) == 0) {
			*ret = &w->items[i];
			return ERR_OK;
		}
	return fail(cx, ERR_BROKEN, NULL, "演示目录里没有 %s", "the demo's catalogue has no %s", code);
}

enum err demo_depot(struct ctx *cx, const struct demo_work *w, const char *code, int64_t *ret_place_id)
{
	for (size_t i = 0; i < w->n_depots; i++)
		if (strcmp(w->depots[i].code, code) == 0) {
			*ret_place_id = w->depots[i].place_id;
			return ERR_OK;
		}
	return fail(cx, ERR_BROKEN, NULL, "演示没有仓库 %s", "the demo has no depot %s", code);
}

enum err demo_org(struct ctx *cx, const char *code, const char *name, int64_t roles, int64_t *ret_org_id)
{
	TRY(demo_be(cx, "supply"));
	return org_create(cx, &(struct org){ .code = code, .name = name, .contact = "办公室（演示）", .roles = roles, .active = 1 }, ret_org_id);
}

enum err demo_morning(struct ctx *cx, struct demo_work *w)
{
	TRY(demo_purchases(cx, w));
	TRY(demo_donations(cx, w));
	TRY(demo_appeals(cx, w));
	TRY(demo_loans(cx, w));
	TRY(demo_scraps(cx, w));
	TRY(demo_swaps(cx, w));
	TRY(demo_requisitions(cx, w));
	TRY(demo_reserves(cx, w));
	return demo_sales(cx, w);
}
