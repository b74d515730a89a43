/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/request/table.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "request.sql.h"
#include <ctype.h>
#include <string.h>

enum { DUE_NEVER = 9999999, LINES_ON_PAGE = 100000, AREAS_MAX = 2000 };

const char *const request_tab_words[] = { "waiting", "late", "special", "granted", "refused", "all", "drafts", NULL };
const char *const request_sort_words[] = { "due", "due_last", "oldest", "newest", "least", "most", "class", "class_last", NULL };

/* ---- the board ---- */

static int64_t stage_of(const char *state)
{
	return text_equal(state, "draft") ? 0 : text_equal(state, "raised") ? 1 : text_equal(state, "special") ? 2 :
	       text_equal(state, "refused") ? 4 : text_equal(state, "void") ? 5 : 3;
}

static enum err area_of(struct ctx *cx, int64_t place_id, int64_t *ret)
{
	struct place area;
	enum err e = place_ancestor(cx, place_id, PLACE_SUBDISTRICT, &area);

	*ret = e ? 0 : area.place_id;
	if (e == ERR_NOT_FOUND)
		cx->fault = (struct fault){ .code = ERR_OK };
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err request_board_draft(struct ctx *cx, int64_t doc_id, const struct request_draft *in, int64_t priority)
{
	const char *path;
	struct doc doc;
	int64_t area_id;

	TRY(document_get(cx, doc_id, &doc));
	TRY(place_path(cx, doc.to_place_id, &path));
	TRY(area_of(cx, in->unit_id, &area_id));
	return request_set_board(cx, (struct request_set_board_in){ .district_id = cx->district_id, .doc_id = doc_id,
		.stage = stage_of(doc.state), .due_day = in->deadline_day ? in->deadline_day : DUE_NEVER, .priority = priority,
		.channel = in->channel, .asked_ms = cx->now_ms, .vet_by_ms = 0, .changed_ms = cx->now_ms, .unit_id = in->unit_id,
		.area_id = area_id, .n_lines = (int64_t)doc.n_lines, .asked = doc.n_lines ? doc.lines[0].counter[ASKED] : 0,
		.state = doc.state, .number = doc.number, .path = path });
}

/* By when the plan wants it vetted: the earliest time of its lines' flows; 0: none. */
static enum err vet_by(struct ctx *cx, const struct doc *doc, int64_t *ret)
{
	const struct plan *plan;
	struct place unit;
	struct item item;

	*ret = 0;
	TRY(document_plan(cx, &plan));
	TRY(place_get(cx, doc->taker_id, &unit));
	for (size_t i = 0; plan && i < doc->n_lines; i++) {
		const struct plan_flow *flow;
		int64_t at;

		TRY(item_get(cx, doc->lines[i].item_id, &item));
		flow = plan_flow(plan, PLAN_DOC_request, unit.unit_kind, item.category);
		if (!flow || flow->vet_within.unit == DUR_NONE)
			continue;
		at = plan_after(cx->now_ms, flow->vet_within);
		*ret = *ret && *ret < at ? *ret : at;
	}
	return ERR_OK;
}

static int64_t owed(const char *state, const int64_t c[COUNTERS])
{
	return text_equal(state, "open") || text_equal(state, "allotted") ? c[GRANTED] - c[DROPPED] - c[SENT] + c[BACK] : 0;
}

/* What vetted requests still need of each item grows and shrinks with every step. */
static enum err keep_owed(struct ctx *cx, const struct doc_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		int64_t after[COUNTERS], more;

		for (int c = 0; c < COUNTERS; c++)
			after[c] = l->counter[c] + (w->step->grow & C(c) ? w->grow[i] : 0);
		more = owed(w->to_state, after) - owed(w->doc.state, l->counter);
		if (more)
			TRY(request_owe(cx, (struct request_owe_in){ .district_id = cx->district_id, .item_id = l->item_id, .more = more }));
	}
	return ERR_OK;
}

enum err request_board_check(struct ctx *cx, struct request_board_fault **ret, size_t *ret_n)
{
	struct request_board_wrong_row *rows;

	TRY(request_board_wrong(cx, (struct request_board_wrong_in){ .district_id = cx->district_id, .limit = 100 }, &rows, ret_n, 100));
	*ret = arena_array(&cx->mem, struct request_board_fault, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct request_board_fault){ rows[i].what, rows[i].id, rows[i].stands, rows[i].should };
	return ERR_OK;
}

enum err request_after(struct ctx *cx, const struct doc_work *w)
{
	const bool raised = text_equal(w->step->verb, "raise");
	int64_t vet_by_ms = 0;

	if (raised)
		TRY(vet_by(cx, &w->doc, &vet_by_ms));
	TRY(keep_owed(cx, w));
	return request_move_board(cx, (struct request_move_board_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id,
		.stage = stage_of(w->to_state), .state = w->to_state, .number = w->moved->number, .changed_ms = cx->now_ms,
		.asked_ms = raised ? cx->now_ms : 0, .vet_by_ms = vet_by_ms });
}

/* ---- rows ---- */

/* request_of_board's row is the same as request_page's, field by field. */
static void read_head(struct request_row *r, const struct request_page_row *in)
{
	*r = (struct request_row){ .doc_id = in->doc_id, .version = in->version, .unit_id = in->unit_id, .area_id = in->area_id,
		.to_place_id = in->to_place_id, .due_day = in->due_day == DUE_NEVER ? 0 : in->due_day, .priority = in->priority,
		.channel = in->channel, .asked_ms = in->asked_ms, .vet_by_ms = in->vet_by_ms, .changed_ms = in->changed_ms,
		.stage = in->stage, .population = in->population, .n_lines = in->n_lines, .number = in->number, .state = in->state,
		.unit = in->unit_name, .unit_kind = in->unit_kind, .path = in->path };
}

static void read_line(struct request_row_line *l, const struct request_page_row *in)
{
	*l = (struct request_row_line){ .line_no = in->line_no, .item_id = in->item_id, .pack = in->pack, .priority = in->line_priority,
		.wanted = in->wanted, .own_stock = in->own_stock, .received_before = in->received_before, .asked = in->asked,
		.granted = in->granted, .dropped = in->dropped, .sent = in->sent, .taken = in->taken, .back = in->back, .lost = in->lost,
		.norm_qty = in->norm_qty, .norm_days = in->norm_days, .item_code = in->item_code, .item_zh = in->zh, .item_en = in->en,
		.category = in->category, .unit = in->unit, .pack_unit = in->pack_unit };
}

/* Rows of lines, in order, into requests. */
static struct request_row *gather(struct arena *mem, const struct request_page_row *in, size_t n, size_t *ret_n)
{
	struct request_row *rows = arena_array(mem, struct request_row, n + 1);
	struct request_row_line *lines = arena_array(mem, struct request_row_line, n + 1);
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		if (!at || rows[at - 1].doc_id != in[i].doc_id) {
			read_head(&rows[at], &in[i]);
			rows[at++].lines = &lines[i];
		}
		read_line(&lines[i], &in[i]);
		rows[at - 1].n_lines_here++;
	}
	*ret_n = at;
	return rows;
}

static enum err name_areas(struct ctx *cx, struct request_row *rows, size_t n)
{
	struct request_areas_row *areas;
	size_t n_areas;

	TRY(request_areas(cx, (struct request_areas_in){ .district_id = cx->district_id, .limit = AREAS_MAX }, &areas, &n_areas, AREAS_MAX));
	for (size_t i = 0; i < n; i++) {
		rows[i].area = "";
		for (size_t k = 0; k < n_areas; k++)
			if (areas[k].place_id == rows[i].area_id)
				rows[i].area = areas[k].name;
	}
	return ERR_OK;
}

enum err request_row_get(struct ctx *cx, int64_t doc_id, struct request_row *ret)
{
	struct request_of_board_row *in;
	struct request_row *rows;
	size_t n, n_rows;

	_Static_assert(sizeof(struct request_of_board_row) == sizeof(struct request_page_row), "both statements answer the same row");
	TRY(request_of_board(cx, (struct request_of_board_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = REQUEST_LINES_MAX },
			     &in, &n, REQUEST_LINES_MAX));
	rows = gather(&cx->mem, (const void *)in, n, &n_rows);
	if (!n_rows || !ctx_may(cx, PERM_REQUEST_READ, rows[0].path))
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的需求单", "there is no request %lld", (long long)doc_id);
	TRY(name_areas(cx, rows, 1));
	*ret = rows[0];
	return ERR_OK;
}

/* ---- the question ---- */

/* ",0,3," of "page,chat"; what is no way of coming in finds nothing. */
static const char *channels_of(struct arena *mem, const char *words)
{
	struct buf b = BUF(mem);

	for (const char *at = words; *at; at += strcspn(at, ",")) {
		at += *at == ',';
		for (int i = 0; request_channel_words[i]; i++)
			if (strlen(request_channel_words[i]) == strcspn(at, ",") && !strncmp(at, request_channel_words[i], strcspn(at, ",")))
				buf_print(&b, ",%d", i);
	}
	buf_text(&b, ",");
	return buf_get(&b);
}

/* Numbers are capitals, digits and hyphens; a text with anything else is no part of one, and they need not be read. */
static const char *number_like(struct arena *mem, const char *text)
{
	char *like;

	if (!text || !text[0] || strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") != strlen(text))
		return "";
	like = arena_print(mem, "%%%s%%", text);
	for (char *c = like; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return like;
}

/* Both statements take the same filter; `page` has it with the rest. */
static enum err read_filter(struct ctx *cx, const struct request_filter *f, struct request_page_in *ret)
{
	static const struct { int64_t from, to; } stages[] = { [TAB_WAITING] = { 1, 1 }, [TAB_LATE] = { 1, 2 }, [TAB_SPECIAL] = { 2, 2 },
		[TAB_GRANTED] = { 3, 3 }, [TAB_REFUSED] = { 4, 4 }, [TAB_ALL] = { 1, 5 }, [TAB_DRAFTS] = { 0, 0 } };
	const int64_t page = f->page ? f->page : 1, limit = f->limit ? f->limit : 50;
	struct place root, place;

	if (f->due_from && f->due_to && f->due_from > f->due_to)
		return fail(cx, ERR_BAD_INPUT, "due_to", "到货日期的起止颠倒了", "the days wanted by are the wrong way round");
	TRY(place_root(cx, &root));
	*ret = (struct request_page_in){ .district_id = cx->district_id, .areas = "", .path = "", .path_end = "", .unit_id = f->unit_id,
		.classes = "", .channels = "", .due_from = f->due_from, .due_to = f->due_to ? f->due_to : DUE_NEVER,
		.state = f->state ? f->state : "", .item_id = f->item_id, .category = f->category ? f->category : "",
		.find = check_like(&cx->mem, f->text), .find_number = number_like(&cx->mem, f->text), .sees_all = ctx_may(cx, PERM_REQUEST_READ, root.path),
		.actor_id = cx->actor->account_id, .perm = PERM_REQUEST_READ, .now_ms = cx->now_ms,
		.stage_from = stages[f->tab].from, .stage_to = stages[f->tab].to, .late_ms = f->tab == TAB_LATE ? cx->now_ms : 0,
		.as_of_ms = f->as_of_ms ? f->as_of_ms : INT64_MAX, .sort = f->sort + 1, .limit = limit, .offset = (page - 1) * limit,
		.lines = LINES_ON_PAGE };
	if (f->areas && f->areas[0])
		ret->areas = arena_print(&cx->mem, ",%s,", f->areas);
	if (f->classes && f->classes[0])
		ret->classes = arena_print(&cx->mem, ",%s,", f->classes);
	if (f->channels && f->channels[0])
		ret->channels = channels_of(&cx->mem, f->channels);
	if (f->place_id) {
		TRY(place_get(cx, f->place_id, &place));
		ret->path = place.path;
		ret->path_end = check_scope_end(&cx->mem, place.path);
	}
	return ERR_OK;
}

static enum err count(struct ctx *cx, const struct request_page_in *in, struct request_counts *ret)
{
	struct request_count_board_row c;

	TRY(request_count_board(cx, (struct request_count_board_in){ .district_id = in->district_id, .areas = in->areas, .path = in->path,
		.path_end = in->path_end, .unit_id = in->unit_id, .classes = in->classes, .channels = in->channels, .due_from = in->due_from,
		.due_to = in->due_to, .state = in->state, .item_id = in->item_id, .category = in->category, .find = in->find, .find_number = in->find_number,
		.sees_all = in->sees_all, .actor_id = in->actor_id, .perm = in->perm, .now_ms = in->now_ms, .late_ms = in->now_ms,
		.as_of_ms = in->as_of_ms }, &c));
	*ret = (struct request_counts){ .waiting = c.waiting, .late = c.late, .special = c.special, .granted = c.granted, .refused = c.refused,
		.all = c.waiting + c.special + c.granted + c.refused + c.withdrawn, .drafts = c.drafts, .fresh = c.fresh };
	return ERR_OK;
}

static int64_t total_of(const struct request_counts *c, int64_t tab)
{
	const int64_t by_tab[] = { [TAB_WAITING] = c->waiting, [TAB_LATE] = c->late, [TAB_SPECIAL] = c->special, [TAB_GRANTED] = c->granted,
		[TAB_REFUSED] = c->refused, [TAB_ALL] = c->all, [TAB_DRAFTS] = c->drafts };

	return by_tab[tab];
}

/* Findings cannot be asked of the store: all that waits is looked at, then cut into pages. */
static enum err only_problems(struct ctx *cx, struct checker *k, struct request_page_in in, struct request_table *ret)
{
	const int64_t offset = in.offset, limit = in.limit;
	struct request_page_row *rows;
	size_t n, all, kept = 0;

	in.offset = 0;
	in.limit = REQUEST_PROBLEMS_MAX;
	TRY(request_page(cx, in, &rows, &n, LINES_ON_PAGE));
	ret->rows = gather(&cx->mem, rows, n, &all);
	ret->cut = all == REQUEST_PROBLEMS_MAX || n == LINES_ON_PAGE;
	for (size_t i = 0; i < all; i++) {
		TRY(checker_look(k, &ret->rows[i]));
		if (ret->rows[i].problem)
			ret->rows[kept++] = ret->rows[i];
	}
	ret->total = (int64_t)kept;
	ret->n_rows = 0;
	for (size_t i = (size_t)offset; i < kept && ret->n_rows < (size_t)limit; i++)
		ret->rows[ret->n_rows++] = ret->rows[i];
	return ERR_OK;
}

enum err request_table(struct ctx *cx, const struct request_filter *f, struct request_table *ret)
{
	struct request_page_row *rows;
	struct request_page_in in;
	struct checker *k;
	size_t n;

	*ret = (struct request_table){ 0 };
	TRY(read_filter(cx, f, &in));
	ret->as_of_ms = f->as_of_ms ? f->as_of_ms : cx->now_ms;
	TRY(count(cx, &in, &ret->counts));
	TRY(checker_new(cx, &k));
	if (f->problems) {
		TRY(only_problems(cx, k, in, ret));
		return name_areas(cx, ret->rows, ret->n_rows);
	}
	TRY(request_page(cx, in, &rows, &n, LINES_ON_PAGE));
	ret->rows = gather(&cx->mem, rows, n, &ret->n_rows);
	for (size_t i = 0; i < ret->n_rows; i++)
		TRY(checker_look(k, &ret->rows[i]));
	ret->total = total_of(&ret->counts, f->tab) - (f->tab == TAB_WAITING || f->tab == TAB_ALL ? ret->counts.fresh : 0);
	return name_areas(cx, ret->rows, ret->n_rows);
}
