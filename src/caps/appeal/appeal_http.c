/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/appeal/appeal.h"
#include "caps/document/document_http.h"
#include "caps/item/item.h"
#include "http/op.h"

struct appeal_short_out { int64_t item_id, source, need, lies_free, promised, qty; const char *item, *unit; };
struct appeal_shortages_out { struct list items; };
struct appeal_line_in { int64_t item_id, qty; };
struct appeal_new { int64_t to_place_id, until_day; const char *words; struct list lines; };
struct appeal_out { struct doc_out doc; int64_t until_day; const char *words; };

static SHAPE(appeal_short_out,
	ID(appeal_short_out, item_id, "item"), TEXT(appeal_short_out, item, 1, 200, "its name"), TEXT(appeal_short_out, unit, 1, 40, "base unit"),
	WORD(appeal_short_out, source, appeal_source_words, "needs: vetted and not covered; reserve: below what the plans want"),
	I64(appeal_short_out, need, 0, INT64_MAX, "wanted"), I64(appeal_short_out, lies_free, 0, INT64_MAX, "free in the pool"),
	I64(appeal_short_out, promised, 0, INT64_MAX, "promised by donors"), I64(appeal_short_out, qty, 1, INT64_MAX, "short"));
static SHAPE(appeal_shortages_out, LIST(appeal_shortages_out, items, &appeal_short_out_shape, 0, APPEAL_LIST_MAX, "needs first, more first"));
static SHAPE(appeal_line_in, ID(appeal_line_in, item_id, "item"), I64(appeal_line_in, qty, 1, QTY_MAX, "how many base units are asked for"));
static SHAPE(appeal_new,
	ID(appeal_new, to_place_id, "where to bring it"), DAY(appeal_new, until_day, "it stands until then"),
	TEXT(appeal_new, words, 1, APPEAL_WORDS_MAX, "what everybody reads"),
	LIST(appeal_new, lines, &appeal_line_in_shape, 1, APPEAL_LINES_MAX, "what is short"));
static SHAPE(appeal_out,
	OBJECT(appeal_out, doc, &doc_out_shape, "the appeal"), DAY(appeal_out, until_day, "it stands until then"), TEXT(appeal_out, words, 1, APPEAL_WORDS_MAX, "what everybody reads"));

static enum err run_shortages(struct ctx *cx, const void *input, void *output)
{
	struct appeal_short_out *to;
	struct appeal_short *rows;
	struct item item;
	size_t n;

	(void)input;
	TRY(appeal_shortages(cx, &rows, &n));
	to = arena_array(&cx->mem, struct appeal_short_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		TRY(item_get(cx, rows[i].item_id, &item));
		to[i] = (struct appeal_short_out){ rows[i].item_id, rows[i].source, rows[i].need, rows[i].lies_free, rows[i].promised, rows[i].qty, item.zh, item.unit };
	}
	((struct appeal_shortages_out *)output)->items = (struct list){ to, n };
	return ERR_OK;
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	const struct appeal_new *in = input;
	const struct appeal_line_in *l = in->lines.at;
	struct appeal_line *lines = arena_array(&cx->mem, struct appeal_line, in->lines.n + 1);
	int64_t id;

	for (size_t i = 0; i < in->lines.n; i++)
		lines[i] = (struct appeal_line){ l[i].item_id, l[i].qty };
	TRY(appeal_open(cx, &(struct appeal_draft){ in->to_place_id, in->until_day, in->words, lines, in->lines.n }, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_see(struct ctx *cx, const void *input, void *output)
{
	struct appeal_out *out = output;
	struct appeal_view v;
	struct doc doc;

	TRY(appeal_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc, &v));
	out->words = v.words;
	out->until_day = v.until_day;
	return doc_http_out(cx, &doc, &out->doc);
}

#define WORDS_appeal "appeals"
#define APPEAL_STEPS(X) \
	X(appeal, submit, PERM_DONATION_EDIT, "提交募捐公告", "Submit an appeal") \
	X(appeal, approve, PERM_APPEAL_APPROVE, "批准发布募捐公告", "Approve and publish an appeal") \
	X(appeal, refuse, PERM_APPEAL_APPROVE, "不同意发布募捐公告", "Refuse an appeal") \
	X(appeal, close, PERM_DONATION_EDIT, "停止募集", "Take an appeal down") \
	X(appeal, withdraw, PERM_DONATION_EDIT, "撤回募捐公告", "Withdraw an appeal")
APPEAL_STEPS(DOC_STEP_RUN)

static enum err run_appeal_list(struct ctx *cx, const void *in, void *out)
{
	return doc_http_list(cx, (const char *const[4]){ "appeal" }, in, out);
}

extern const struct op appeal_ops[];
const struct op appeal_ops[] = {
	{ .method = "GET", .path = "/api/v1/appeal-shortages", .name = "appeal_shortages", .zh = "现在缺什么", .en = "What is short now", .perm = PERM_DONATION_READ,
	  .tx = TX_READ, .out = &appeal_shortages_out_shape, .run = run_shortages },
	{ .method = "POST", .path = "/api/v1/appeals", .name = "appeal_new", .zh = "拟募捐公告", .en = "Draw up an appeal", .perm = PERM_DONATION_EDIT, .tx = TX_WRITE,
	  .in = &appeal_new_shape, .out = &doc_made_shape, .run = run_new, .fails = DOC_FAILS },
	DOC_LIST_OP(appeal, PERM_DONATION_READ, "募捐公告列表", "Appeals")
	{ .method = "GET", .path = "/api/v1/appeals/{doc_id}", .name = "appeal_get", .zh = "一份募捐公告", .en = "One appeal", .perm = PERM_DONATION_READ,
	  .tx = TX_READ, .in = &doc_id_in_shape, .out = &appeal_out_shape, .run = run_see, .fails = { ERR_NOT_FOUND } },
	APPEAL_STEPS(DOC_STEP_OP)
	{ 0 },
};
