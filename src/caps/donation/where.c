/* SPDX-License-Identifier: Apache-2.0 */
/* Where a donation went: the ways of its lots, told to those who may see the
 * document and to whoever holds its receipt. */
#include "caps/donation/donation_work.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "caps/stock/lot_flow.h"
#include "donation.sql.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { LOTS_MAX = 2 * DONATION_LINES_MAX, CODE_MAX = 20 };

struct gathered { struct donation_place *at; size_t n, room; };

static void add(struct ctx *cx, struct gathered *g, const struct donation_place *more)
{
	for (size_t i = 0; i < g->n; i++) {
		struct donation_place *p = &g->at[i];

		if (p->item_id != more->item_id || p->part != more->part || p->place_id != more->place_id)
			continue;
		p->qty += more->qty;
		p->last_ms = p->last_ms > more->last_ms ? p->last_ms : more->last_ms;
		return;
	}
	arena_push(&cx->mem, g->at, g->n, g->room) = *more;
}

/* The house or the unit where a way ends; nobody else is named. */
static enum err name_place(struct ctx *cx, const struct flow_node *node, struct donation_place *p)
{
	const int64_t id = node->place_id ? node->place_id : node->party_id;
	const struct fault before = cx->fault;
	struct place place;
	enum err e = id ? place_get(cx, id, &place) : ERR_NOT_FOUND;

	p->place = "";
	if (e == ERR_NOT_FOUND) {
		cx->fault = before;
		return ERR_OK;
	}
	TRY(e);
	p->place_id = place.place_id;
	p->place = place.name;
	return ERR_OK;
}

static enum err add_lot(struct ctx *cx, struct gathered *g, const struct donation_lots_row *lot)
{
	struct lot_flow flow;
	struct item item;

	TRY(item_get(cx, lot->item_id, &item));
	TRY(lot_flow(cx, lot->lot_id, 0, &flow));
	for (size_t i = 0; i < flow.n_ways; i++) {
		const struct flow_way *way = &flow.ways[i];
		const struct flow_stop *end = &way->stops[way->n_stops - 1];
		struct donation_place p = { .item_id = lot->item_id, .qty = way->qty, .part = way->part, .last_ms = end->at_ms, .zh = item.zh,
			.en = item.en && item.en[0] ? item.en : item.zh, .unit = item.unit };

		TRY(name_place(cx, &flow.nodes[end->node], &p));
		add(cx, g, &p);
	}
	return ERR_OK;
}

static int by_item_and_way(const void *a, const void *b)
{
	const struct donation_place *x = a, *y = b;

	if (x->item_id != y->item_id)
		return x->item_id < y->item_id ? -1 : 1;
	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return x->qty != y->qty ? (x->qty > y->qty ? -1 : 1) : x->place_id < y->place_id ? -1 : x->place_id > y->place_id;
}

static enum err where(struct ctx *cx, int64_t doc_id, struct donation_place **ret, size_t *ret_n)
{
	struct gathered g = { .n = 0 };
	struct donation_lots_row *lots;
	size_t n;

	TRY(donation_lots(cx, (struct donation_lots_in){ cx->district_id, doc_id, LOTS_MAX }, &lots, &n, LOTS_MAX));
	for (size_t i = 0; i < n; i++)
		TRY(add_lot(cx, &g, &lots[i]));
	if (g.n)
		qsort(g.at, g.n, sizeof *g.at, by_item_and_way);
	*ret = g.at;
	*ret_n = g.n;
	return ERR_OK;
}

enum err donation_where(struct ctx *cx, int64_t doc_id, struct donation_place **ret, size_t *ret_n)
{
	struct doc doc;

	TRY(document_see(cx, doc_id, &doc));
	TRY(donation_is(cx, &doc));
	return where(cx, doc_id, ret, ret_n);
}

const char *donation_code_shown(struct ctx *cx, const char *code)
{
	return strlen(code) == 8 ? arena_print(&cx->mem, "%.4s-%s", code, code + 4) : code;
}

static void plain_code(const char *code, char to[static CODE_MAX])
{
	size_t n = 0;

	for (; *code && n < CODE_MAX - 1; code++)
		if (isalnum((unsigned char)*code))
			to[n++] = (char)toupper((unsigned char)*code);
	to[n] = '\0';
}

static enum err follow(struct ctx *cx, const char *number, const char *code, struct donation_followed *ret)
{
	struct donation_by_number_row row = { .check_code = "" };
	char given[CODE_MAX];
	enum err e;

	plain_code(code, given);
	e = *number && *given ? donation_by_number(cx, (struct donation_by_number_in){ cx->district_id, number }, &row) : ERR_NOT_FOUND;
	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e || !text_equal(row.check_code, given))
		return fail(cx, ERR_NOT_FOUND, "number", "编号和校验码对不上，请照凭证再输一次", "number and check code do not belong together; type them again as on the receipt");
	TRY(document_get(cx, row.doc_id, &ret->doc));
	TRY(donation_view_of(cx, &ret->doc, &ret->view));
	return where(cx, row.doc_id, &ret->at, &ret->n);
}

enum err donation_follow(struct ctx *cx, const char *number, const char *code, struct donation_followed *ret)
{
	static const struct actor publisher = { .account_id = ACCOUNT_SYSTEM, .name = "公开页" };
	const struct actor *asker = cx->actor;
	enum err e;

	*ret = (struct donation_followed){ .n = 0 };
	cx->actor = &publisher;
	e = follow(cx, number ? number : "", code ? code : "", ret);
	cx->actor = asker;
	return e;
}
