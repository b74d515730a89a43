/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/settlement/settlement_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/catalog/catalog.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "settlement.sql.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const statement_state_words[] = { "open", "half", "agreed", "differs", "changed", NULL };
const char *const statement_by_words[] = { "shop", "station", "community", NULL };

enum err statement_span(struct ctx *cx, int64_t day, struct span *ret)
{
	struct ledger_head head;

	if (day < 1 || day > civil_day_of(cx->now_ms))
		return fail(cx, ERR_BAD_INPUT, "day", "第 %lld 天还没有到", "day %lld has not come yet", (long long)day);
	TRY(ledger_seq_at(cx, day * DAY_MS - CHINA_OFFSET_MS - 1, &ret->after_seq));
	if (day == civil_day_of(cx->now_ms)) {
		TRY(ledger_head(cx, &head));
		ret->until_seq = head.seq;
		return ERR_OK;
	}
	return ledger_seq_at(cx, (day + 1) * DAY_MS - CHINA_OFFSET_MS - 1, &ret->until_seq);
}

/* ---- figures ---- */

static bool is_order(const char *kind)
{
	return !text_equal(kind, "settlement") && !text_equal(kind, "lay_out");
}

/* One sum of the journal, put where the statement tells it. */
static void add_flow(struct statement *s, const struct settle_flows_row *r)
{
	const int64_t fen = r->fen;

	if (is_order(r->doc_kind)) {
		if (r->account == ACC_PAYABLE)
			*(r->aided ? &s->aid_fen : &s->own_fen) -= fen;
		if (r->account == ACC_PAYABLE && !r->aided && !r->gains)
			s->orders += r->docs;
		if (r->account == ACC_CASH && r->gains)
			s->collected_fen += fen;
		if (r->account == ACC_CASH && !r->gains)
			s->refund_fen -= fen;
	} else if (r->account == ACC_CASH || r->account == ACC_ADVANCED) {
		if (r->gains)
			s->back_fen += fen;
		else
			*(r->account == ACC_CASH ? &s->handed_fen : &s->laid_out_fen) -= fen;
	}
	s->total_fen = s->own_fen + s->aid_fen;
}

static const char *figures_of(struct ctx *cx, const struct statement *s)
{
	return arena_print(&cx->mem, "%lld/%lld/%lld/%lld/%lld/%lld", (long long)s->own_fen, (long long)s->aid_fen, (long long)s->refund_fen,
			   (long long)s->handed_fen, (long long)s->laid_out_fen, (long long)s->back_fen);
}

static enum statement_state state_of(const struct statement *s, bool same)
{
	if (!s->shop_ms && !s->area_ms)
		return STATEMENT_OPEN;
	if (!same)
		return STATEMENT_CHANGED;
	if ((s->shop_ms && s->shop_fen != s->total_fen) || (s->area_ms && s->area_fen != s->total_fen))
		return STATEMENT_DIFFERS;
	return s->shop_ms && s->area_ms ? STATEMENT_AGREED : STATEMENT_HALF;
}

static enum err add_confirmed(struct ctx *cx, struct statement *s, const struct settle_statements_of_row *r)
{
	if (r) {
		s->version = r->version;
		s->shop_fen = r->shop_fen;
		s->area_fen = r->area_fen;
		s->shop_ms = r->shop_ms;
		s->area_ms = r->area_ms;
		s->shop_note = r->shop_note;
		s->area_note = r->area_note;
		TRY(party_account_name(cx, r->shop_by, &s->shop_by));
		TRY(party_account_name(cx, r->area_by, &s->area_by));
	}
	s->state = state_of(s, r && text_equal(r->figures, figures_of(cx, s)));
	return ERR_OK;
}

static struct statement blank(int64_t shop_id, int64_t giver_id, int64_t area_id, int64_t day)
{
	return (struct statement){ .shop_id = shop_id, .giver_id = giver_id, .area_id = area_id, .day = day, .shop_fen = -1, .area_fen = -1,
		.shop_by = "", .area_by = "", .shop_note = "", .area_note = "", .shop = "", .area = "" };
}

/* ---- the list of a day ---- */

struct areas { struct settle_places_row *at; size_t n; };

/* The area of a flow: its station, the community above its place, or none (the whole shop). */
static int64_t area_of(const struct areas *areas, int64_t by, const struct settle_flows_row *r)
{
	int64_t found = 0;

	if (by == BY_SHOP)
		return 0;
	for (size_t i = 0; i < areas->n; i++) {
		int64_t id = areas->at[i].place_id;
		char part[24];

		if (by == BY_STATION && (r->station_id == id || r->to_place_id == id))
			return id;
		snprintf(part, sizeof part, "/%lld/", (long long)id);
		if (by == BY_COMMUNITY && strstr(r->path, part))
			found = id;
	}
	return found;
}

struct listing { struct statement *at; size_t n, room; };

static struct statement *statement_for(struct ctx *cx, struct listing *l, const struct settle_flows_row *r, int64_t area_id, int64_t day)
{
	for (size_t i = l->n; i-- > 0 && l->at[i].shop_id == r->shop_id;)      /* flows come in order of shops */
		if (l->at[i].area_id == area_id)
			return &l->at[i];
	arena_push(&cx->mem, l->at, l->n, l->room) = blank(r->shop_id, r->giver_id, area_id, day);
	return &l->at[l->n - 1];
}

static enum err name_statement(struct ctx *cx, struct statement *s)
{
	struct place place;

	TRY(place_get(cx, s->shop_id, &place));
	s->shop = place.name;
	s->may_shop = ctx_may(cx, PERM_SETTLE_TAKE, place.path);
	if (s->area_id)
		TRY(place_get(cx, s->area_id, &place));
	else
		TRY(place_root(cx, &place));
	s->area = s->area_id ? place.name : "";
	s->may_area = ctx_may(cx, PERM_SETTLE_GIVE, place.path);
	return ERR_OK;
}

static int by_shop_and_area(const void *a, const void *b)
{
	const struct statement *x = a, *y = b;
	int d = strcmp(x->shop, y->shop);

	return d ? d : strcmp(x->area, y->area);
}

enum err statement_list(struct ctx *cx, const struct statement_filter *f, struct statement **ret, size_t *ret_n)
{
	struct settle_statements_of_row *confirmed;
	struct settle_flows_row *flows;
	struct listing list = { 0 };
	struct areas areas = { 0 };
	struct span span;
	size_t n, n_confirmed, kept = 0;

	TRY(statement_span(cx, f->day, &span));
	if (f->by != BY_SHOP)
		TRY(settle_places(cx, (struct settle_places_in){ cx->district_id, f->by == BY_STATION ? PLACE_STATION : PLACE_COMMUNITY, STATEMENTS_MAX },
				  &areas.at, &areas.n, STATEMENTS_MAX));
	TRY(settle_flows(cx, (struct settle_flows_in){ .district_id = cx->district_id, .after_seq = span.after_seq, .until_seq = span.until_seq,
		.shop_id = f->shop_id, .actor_id = cx->actor->account_id, .perm = PERM_SETTLE_READ, .now_ms = cx->now_ms, .limit = SETTLE_MOVES_MAX },
		&flows, &n, SETTLE_MOVES_MAX));
	for (size_t i = 0; i < n; i++) {
		int64_t area_id = area_of(&areas, f->by, &flows[i]);

		if (f->by == BY_SHOP || area_id)
			add_flow(statement_for(cx, &list, &flows[i], area_id, f->day), &flows[i]);
	}
	TRY(settle_statements_of(cx, (struct settle_statements_of_in){ cx->district_id, f->day, f->shop_id, 0, STATEMENTS_MAX }, &confirmed, &n_confirmed,
				 STATEMENTS_MAX));
	for (size_t i = 0; i < list.n; i++) {
		struct statement s = list.at[i];
		const struct settle_statements_of_row *mine = NULL;

		for (size_t k = 0; k < n_confirmed && !mine; k++)
			mine = confirmed[k].shop_id == s.shop_id && confirmed[k].area_id == s.area_id ? &confirmed[k] : NULL;
		TRY(add_confirmed(cx, &s, mine));
		TRY(name_statement(cx, &s));
		if ((f->open && s.state == STATEMENT_AGREED) || (f->place_id && s.area_id != f->place_id))
			continue;
		list.at[kept++] = s;
	}
	qsort(list.at, kept, sizeof *list.at, by_shop_and_area);
	*ret = list.at;
	*ret_n = kept;
	return ERR_OK;
}

/* ---- one of them ---- */

struct scope { struct place area; bool station; };

static enum err scope_of(struct ctx *cx, int64_t shop_id, int64_t area_id, struct scope *ret)
{
	struct place shop;

	TRY(place_get(cx, shop_id, &shop));
	if (area_id)
		TRY(place_get(cx, area_id, &ret->area));
	else
		TRY(place_root(cx, &ret->area));
	ret->station = area_id && ret->area.kind == PLACE_STATION;
	if (ctx_may(cx, PERM_SETTLE_READ, shop.path) || ctx_may(cx, PERM_SETTLE_READ, ret->area.path))
		return ERR_OK;
	return fail(cx, ERR_NOT_FOUND, "shop_id", "没有“%s”的这张结算表", "there is no such statement of \"%s\"", shop.name);
}

static bool in_area(const struct settle_flows_row *r, int64_t area_id, const struct scope *scope)
{
	if (!area_id)
		return true;
	if (scope->station)
		return r->station_id == area_id || r->to_place_id == area_id;
	return strncmp(r->path, scope->area.path, strlen(scope->area.path)) == 0;
}

static enum err open_at(struct ctx *cx, const struct statement *s, const struct scope *scope, int64_t seq, struct settle_open_at_row *ret)
{
	return settle_open_at(cx, (struct settle_open_at_in){ .district_id = cx->district_id, .giver_id = s->giver_id, .until_seq = seq,
		.shop_id = s->shop_id, .area_id = s->area_id, .station = scope->station, .path = s->area_id ? scope->area.path : "/" }, ret);
}

static enum err fill_statement(struct ctx *cx, struct statement *s, const struct scope *scope, const struct span *span)
{
	struct settle_statements_of_row *confirmed;
	struct settle_open_at_row before, after;
	struct settle_paid_out_row paid;
	struct settle_flows_row *flows;
	size_t n;

	/* Whoever sees the shop or the area sees the whole statement: sums of less would be nobody's account. */
	TRY(settle_flows(cx, (struct settle_flows_in){ .district_id = cx->district_id, .after_seq = span->after_seq, .until_seq = span->until_seq,
		.shop_id = s->shop_id, .actor_id = ACCOUNT_SYSTEM, .perm = PERM_SETTLE_READ, .now_ms = cx->now_ms, .limit = SETTLE_MOVES_MAX },
		&flows, &n, SETTLE_MOVES_MAX));
	for (size_t i = 0; i < n; i++)
		if (in_area(&flows[i], s->area_id, scope))
			add_flow(s, &flows[i]);
	TRY(open_at(cx, s, scope, span->after_seq, &before));
	TRY(open_at(cx, s, scope, span->until_seq, &after));
	s->before_fen = before.owed_fen - before.waiting_fen;
	s->after_fen = after.owed_fen - after.waiting_fen;
	TRY(settle_paid_out(cx, (struct settle_paid_out_in){ .district_id = cx->district_id, .until_ms = (s->day + 1) * DAY_MS - CHINA_OFFSET_MS,
		.shop_id = s->shop_id, .area_id = s->area_id, .station = scope->station, .path = s->area_id ? scope->area.path : "/" }, &paid));
	s->aid_open_fen = after.aid_fen - paid.fen;
	TRY(settle_statements_of(cx, (struct settle_statements_of_in){ cx->district_id, s->day, s->shop_id, s->area_id, STATEMENTS_MAX }, &confirmed, &n,
				 STATEMENTS_MAX));
	for (size_t i = 0; i < n; i++)
		if (confirmed[i].area_id == s->area_id)
			return add_confirmed(cx, s, &confirmed[i]);
	return add_confirmed(cx, s, NULL);
}

enum err statement_see(struct ctx *cx, int64_t shop_id, int64_t area_id, int64_t day, struct statement *ret, struct statement_doc **ret_docs,
		       size_t *ret_n)
{
	struct settle_day_docs_row *rows;
	struct scope scope;
	struct span span;
	struct shop shop;

	TRY(scope_of(cx, shop_id, area_id, &scope));
	TRY(statement_span(cx, day, &span));
	TRY(shop_get(cx, shop_id, &shop));
	*ret = blank(shop_id, shop.org_id, area_id, day);
	TRY(fill_statement(cx, ret, &scope, &span));
	TRY(name_statement(cx, ret));
	TRY(settle_day_docs(cx, (struct settle_day_docs_in){ .district_id = cx->district_id, .after_seq = span.after_seq, .until_seq = span.until_seq,
		.shop_id = shop_id, .area_id = area_id, .station = scope.station, .path = area_id ? scope.area.path : "/", .limit = STATEMENT_DOCS_MAX },
		&rows, ret_n, STATEMENT_DOCS_MAX));
	*ret_docs = arena_array(&cx->mem, struct statement_doc, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret_docs)[i] = (struct statement_doc){ rows[i].doc_id, rows[i].own_fen, rows[i].aid_fen, rows[i].collected_fen, rows[i].back_fen, rows[i].handed_fen,
			rows[i].kind, rows[i].number, rows[i].door };
	return ERR_OK;
}

/* ---- confirming ---- */

static enum err may_confirm(struct ctx *cx, const struct statement *s, int64_t side)
{
	if (side == SIDE_SHOP ? s->may_shop : s->may_area)
		return ERR_OK;
	return fail(cx, ERR_FORBIDDEN, "side", "您不能代“%s”确认", "you cannot confirm for \"%s\"", side == SIDE_SHOP || !s->area[0] ? s->shop : s->area);
}

static enum err keep_confirmed(struct ctx *cx, const struct statement *s, const struct statement_confirm *in, bool afresh)
{
	struct settle_statements_of_row *old, none = { .shop_fen = -1, .area_fen = -1, .shop_note = "", .area_note = "" };
	struct settle_statement_put_in put = { .district_id = cx->district_id, .shop_id = s->shop_id, .area_id = s->area_id, .day = s->day,
		.version = s->version, .figures = figures_of(cx, s) };
	const bool shop = in->side == SIDE_SHOP;
	int64_t changed;
	size_t n;

	TRY(settle_statements_of(cx, (struct settle_statements_of_in){ cx->district_id, s->day, s->shop_id, s->area_id, STATEMENTS_MAX }, &old, &n,
				 STATEMENTS_MAX));
	for (size_t i = 0; i < n && !afresh; i++)
		if (old[i].area_id == s->area_id)
			none = old[i];
	put.shop_fen = shop ? in->total_fen : none.shop_fen;
	put.shop_by = shop ? cx->actor->account_id : none.shop_by;
	put.shop_ms = shop ? cx->now_ms : none.shop_ms;
	put.shop_note = shop ? (in->note ? in->note : "") : none.shop_note;
	put.area_fen = shop ? none.area_fen : in->total_fen;
	put.area_by = shop ? none.area_by : cx->actor->account_id;
	put.area_ms = shop ? none.area_ms : cx->now_ms;
	put.area_note = shop ? none.area_note : (in->note ? in->note : "");
	TRY(settle_statement_put_n(cx, put, &changed));
	return changed == 1 ? ERR_OK : fail(cx, ERR_STALE, "version", "结算表刚被另一方改过（第 %lld 版），请刷新再确认",
		"the other side has just changed the statement (version %lld); reload and confirm again", (long long)s->version);
}

enum err statement_confirm(struct ctx *cx, const struct statement_confirm *in, struct statement *ret)
{
	struct ledger_head head;
	struct statement_doc *docs;
	int64_t cleared;
	size_t n;

	TRY(ledger_lock(cx, &head));
	TRY(statement_see(cx, in->shop_id, in->area_id, in->day, ret, &docs, &n));
	TRY(may_confirm(cx, ret, in->side));
	if (in->version != ret->version)
		return fail(cx, ERR_STALE, "version", "您看到的是第 %lld 版，现在已是第 %lld 版，请刷新再确认",
			    "you saw version %lld, it is version %lld now; reload and confirm again", (long long)in->version, (long long)ret->version);
	if (in->total_fen < 0 || in->total_fen > QTY_MAX)
		return fail(cx, ERR_BAD_INPUT, "total", "合计 %lld 分不对", "a total of %lld fen cannot be", (long long)in->total_fen);
	if (in->total_fen != ret->total_fen && !(in->note && in->note[0]))
		return fail(cx, ERR_BAD_INPUT, "note", "账上合计 %lld.%02lld 元，您填的是 %lld.%02lld 元；请写明差在哪里",
			    "the books have %lld.%02lld yuan, you have %lld.%02lld; say where they differ", (long long)ret->total_fen / 100,
			    (long long)(ret->total_fen % 100), (long long)in->total_fen / 100, (long long)(in->total_fen % 100));
	TRY(keep_confirmed(cx, ret, in, ret->state == STATEMENT_CHANGED));
	TRY(settlement_clear(cx, ret->giver_id, &cleared));
	return statement_see(cx, in->shop_id, in->area_id, in->day, ret, &docs, &n);
}
