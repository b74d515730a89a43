/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/request/instead.h"
#include "base/civil.h"
#include "base/text.h"
#include "request.sql.h"

enum { STOOD_IN_MAX = 1000 };

#define bad_line(cx, field, i, kind, zh, en) \
	fail(cx, kind, arena_print(&(cx)->mem, "wants[%zu].%s", (size_t)(i), field), "第 %zu 行：" zh, "line %zu: " en, (size_t)(i) + 1)

/* The pair that holds today, or BLOCKED. */
static enum err pair_today(struct ctx *cx, const char *field, int64_t item_id, int64_t by_id, struct substitute *ret)
{
	struct substitute *pairs;
	struct item item, by;
	size_t n;

	TRY(item_get(cx, item_id, &item));
	TRY(item_get(cx, by_id, &by));
	TRY(substitute_list(cx, &(struct substitute_filter){ .item_id = item_id, .on_day = civil_day_of(cx->now_ms) }, &pairs, &n));
	for (size_t i = 0; i < n; i++)
		if (pairs[i].by_id == by_id) {
			*ret = pairs[i];
			return ERR_OK;
		}
	return fail(cx, ERR_BLOCKED, field, "登记里今天没有“%s”替代“%s”这一条，请先登记或换一种物资",
		    "no pair of the register lets '%s' stand in for '%s' today; enter one or choose another item", by.zh, item.zh);
}

static struct request_instead instead_of_row(const struct request_instead_rows_row *r)
{
	return (struct request_instead){ .doc_id = r->doc_id, .line_no = r->line_no, .by_id = r->by_id, .by_qty = r->asked, .item_id = r->item_id,
		.qty = r->qty, .num = r->num, .den = r->den, .substitute_id = r->substitute_id, .substitute_version = r->substitute_version,
		.for_doc_id = r->for_doc_id, .number = r->number, .state = r->state, .for_number = r->for_number };
}

enum err request_insteads(struct ctx *cx, int64_t doc_id, struct request_instead **ret, size_t *ret_n)
{
	struct request_instead_rows_row *rows;

	TRY(request_instead_rows(cx, (struct request_instead_rows_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = REQUEST_LINES_MAX },
		&rows, ret_n, REQUEST_LINES_MAX));
	*ret = arena_array(&cx->mem, struct request_instead, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = instead_of_row(&rows[i]);
	return ERR_OK;
}

/* Of a vetted line only what it was granted and has not given up stands in for anything. */
enum err request_stood_in(struct ctx *cx, int64_t doc_id, struct request_instead **ret, size_t *ret_n)
{
	struct request_instead_for_row *rows;
	size_t n;

	TRY(request_instead_for(cx, (struct request_instead_for_in){ .district_id = cx->district_id, .for_doc_id = doc_id, .limit = STOOD_IN_MAX },
		&rows, &n, STOOD_IN_MAX));
	*ret = arena_array(&cx->mem, struct request_instead, n + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		const struct request_instead_for_row *r = &rows[i];
		bool vetted = !text_equal(r->state, "draft") && !text_equal(r->state, "raised") && !text_equal(r->state, "special");
		int64_t by_qty = vetted ? r->granted - r->dropped : r->asked, covers = substitute_covers(r->num, r->den, by_qty);

		if (covers)
			(*ret)[(*ret_n)++] = (struct request_instead){ .doc_id = r->doc_id, .line_no = r->line_no, .by_id = r->by_id, .by_qty = by_qty,
				.item_id = r->item_id, .qty = covers < r->qty ? covers : r->qty, .num = r->num, .den = r->den, .for_doc_id = doc_id,
				.substitute_id = r->substitute_id, .substitute_version = r->substitute_version, .number = r->number,
				.state = r->state, .for_number = "" };
	}
	return ERR_OK;
}

enum err request_instead_say(struct ctx *cx, const struct request_instead *line, int64_t by_qty, struct substitute_words *ret)
{
	int64_t covers = substitute_covers(line->num, line->den, by_qty);
	struct item item, by;

	TRY(item_get(cx, line->item_id, &item));
	TRY(item_get(cx, line->by_id, &by));
	*ret = substitute_say(&cx->mem, &by, by_qty, &item, covers < line->qty ? covers : line->qty);
	return ERR_OK;
}

enum err request_instead_paper(struct ctx *cx, int64_t doc_id, const char **ret)
{
	struct buf out = BUF(&cx->mem);
	struct request_instead *lines;
	struct substitute_words said;
	size_t n;

	TRY(request_insteads(cx, doc_id, &lines, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(request_instead_say(cx, &lines[i], lines[i].by_qty, &said));
		buf_print(&out, "%s%s", i ? "；" : "", said.zh);
		if (lines[i].for_number[0])
			buf_print(&out, "（%s）", lines[i].for_number);
	}
	*ret = buf_get(&out);
	return ERR_OK;
}

/* The line that fell short still lacks at least what this one is to stand in for, with all that stands in for it already. */
static enum err check_for(struct ctx *cx, int64_t doc_id, const struct request_draft *in, size_t i, int64_t qty)
{
	const struct request_want *x = &in->wants[i];
	struct request_instead *others, *its;
	const struct doc_line *line = NULL;
	int64_t lacks, stood_in = 0;
	struct request_view v;
	size_t n, n_its;

	TRY(request_see(cx, x->for_doc_id, &v));
	for (size_t l = 0; l < v.doc.n_lines; l++)
		line = v.doc.lines[l].item_id == x->instead_of ? &v.doc.lines[l] : line;
	if (!line || v.unit_id != in->unit_id || x->for_doc_id == doc_id)
		return bad_line(cx, "for_doc_id", i, ERR_BAD_INPUT, "那张需求单不是这个单位的，或者没有要这种物资", "that request is another unit's, or does not ask for the item");
	if (text_equal(v.doc.state, "draft") || text_equal(v.doc.state, "refused") || text_equal(v.doc.state, "void") || text_equal(v.doc.state, "closed"))
		return bad_line(cx, "for_doc_id", i, ERR_BAD_STATE, "那张需求单没有在等货，不用替代", "that request does not wait for goods; nothing has to stand in");
	TRY(request_instead_lock(cx, (struct request_instead_lock_in){ .district_id = cx->district_id, .doc_id = x->for_doc_id }));
	TRY(request_insteads(cx, x->for_doc_id, &its, &n_its));
	for (size_t l = 0; l < n_its; l++)
		if (its[l].line_no == line->line_no)
			return bad_line(cx, "for_doc_id", i, ERR_BLOCKED, "那一行本身就是替代，不能再替代一次；请按原来缺的物资找替代",
					"that line stands in for something itself; look for what may stand in for the first item");
	TRY(request_stood_in(cx, x->for_doc_id, &others, &n));
	for (size_t o = 0; o < n; o++)
		stood_in += others[o].item_id == x->instead_of && others[o].doc_id != doc_id ? others[o].qty : 0;
	lacks = line->counter[ASKED] - line->counter[SENT] + line->counter[BACK] + line->counter[LOST];
	if (qty > lacks - stood_in)
		return fail(cx, ERR_CONFLICT, arena_print(&cx->mem, "wants[%zu].instead_qty", i),
			    "第 %zu 行：%s 那一行还缺 %lld，别的需求单已替代 %lld，不能再替代 %lld",
			    "line %zu: that line of %s lacks %lld, other requests stand in for %lld of it; %lld more is too much", i + 1, v.doc.number,
			    (long long)lacks, (long long)stood_in, (long long)qty);
	return ERR_OK;
}

static enum err put_one(struct ctx *cx, int64_t doc_id, const struct request_draft *in, size_t i, int64_t asked)
{
	const struct request_want *x = &in->wants[i];
	struct substitute pair;
	int64_t most, qty;
	struct item by;

	if (x->instead_qty < 1 || x->instead_qty > QTY_MAX)
		return bad_line(cx, "instead_qty", i, ERR_BAD_INPUT, "请填替代多少", "say how much of the other item it stands in for");
	TRY(pair_today(cx, arena_print(&cx->mem, "wants[%zu].instead_of", i), x->instead_of, x->item_id, &pair));
	TRY(item_get(cx, x->item_id, &by));
	most = substitute_needed(&pair, by.pack, x->instead_qty);
	if (asked > most)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "wants[%zu].wanted", i), "第 %zu 行：按 %lld 代 %lld，替代 %lld 最多要 %lld，填了 %lld",
			    "line %zu: at %lld for %lld, %lld takes at most %lld; %lld are asked for", i + 1, (long long)pair.num, (long long)pair.den,
			    (long long)x->instead_qty, (long long)most, (long long)asked);
	qty = substitute_covers(pair.num, pair.den, asked);
	qty = qty < x->instead_qty ? qty : x->instead_qty;
	if (!qty)
		return bad_line(cx, "wanted", i, ERR_BAD_INPUT, "太少，一个也替代不了", "too few to stand in for even one");
	if (x->for_doc_id)
		TRY(check_for(cx, doc_id, in, i, qty));
	return request_instead_add(cx, (struct request_instead_add_in){ .district_id = cx->district_id, .doc_id = doc_id, .line_no = (int64_t)i + 1,
		.item_id = x->instead_of, .qty = qty, .substitute_id = pair.substitute_id, .substitute_version = pair.version, .num = pair.num,
		.den = pair.den, .for_doc_id = x->for_doc_id });
}

enum err request_instead_put(struct ctx *cx, int64_t doc_id, const struct request_draft *in, const struct doc *doc)
{
	TRY(request_instead_clear(cx, (struct request_instead_clear_in){ .district_id = cx->district_id, .doc_id = doc_id }));
	for (size_t i = 0; i < in->n_wants; i++)
		if (in->wants[i].instead_of)
			TRY(put_one(cx, doc_id, in, i, doc->lines[i].counter[ASKED]));
		else if (in->wants[i].instead_qty || in->wants[i].for_doc_id)
			return bad_line(cx, "instead_of", i, ERR_BAD_INPUT, "没说替代哪种物资", "it is not said which item it stands in for");
	return ERR_OK;
}

/* Only lines that stand in for something add bytes: a request written before there were substitutes hashes as it did. */
enum err request_instead_content(struct ctx *cx, int64_t doc_id, struct buf *bytes)
{
	struct request_instead *lines;
	size_t n;

	TRY(request_insteads(cx, doc_id, &lines, &n));
	for (size_t i = 0; i < n; i++)
		buf_print(bytes, " instead %lld %lld %lld %lld %lld %lld %lld %lld", (long long)lines[i].line_no, (long long)lines[i].item_id,
			  (long long)lines[i].qty, (long long)lines[i].substitute_id, (long long)lines[i].substitute_version,
			  (long long)lines[i].num, (long long)lines[i].den, (long long)lines[i].for_doc_id);
	return ERR_OK;
}

/* A draft may have waited: the pair holds on the day it is raised too, at the ratio it was written with. */
enum err guard_instead_holds(struct ctx *cx, const struct doc_work *w)
{
	struct request_instead *lines;
	struct substitute pair;
	size_t n;

	TRY(request_insteads(cx, w->doc.doc_id, &lines, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(pair_today(cx, arena_print(&cx->mem, "wants[%lld].instead_of", (long long)lines[i].line_no - 1), lines[i].item_id, lines[i].by_id, &pair));
		if (pair.num * lines[i].den != pair.den * lines[i].num)
			return bad_line(cx, "instead_of", (size_t)lines[i].line_no - 1, ERR_STALE, "替代的折算改过了，请按新的折算重填",
					"the ratio has changed since; write the line again");
	}
	return ERR_OK;
}
