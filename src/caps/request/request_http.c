/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/document_http.h"
#include "caps/place/place.h"
#include "caps/request/instead.h"

#define WORDS_request "requests"
#define REQUEST_STEPS(X) \
	X(request, raise, PERM_REQUEST_RAISE, "提出需求", "Raise a request") \
	X(request, withdraw, PERM_REQUEST_RAISE, "撤回需求", "Withdraw a request") \
	X(request, vet, PERM_REQUEST_VET, "审核需求", "Vet a request") \
	X(request, refuse, PERM_REQUEST_VET, "不予通过", "Refuse a request") \
	X(request, set_aside, PERM_REQUEST_VET, "转一事一议", "Set a request aside for a decision of its own") \
	X(request, close, PERM_REQUEST_RAISE, "办结需求", "Close a request")

enum { STOOD_IN_SHOWN = 1000 };
struct request_in {
	int64_t     doc_id, version, unit_id, to_place_id, deadline_day, channel;
	const char *purpose;
	struct list wants;
	bool        keep_draft;
};
static SHAPE(request_want,
	ID(request_want, item_id, "which item"),
	I64(request_want, wanted, 1, QTY_MAX, "how much you need in all, in base units"),
	OPT_I64(request_want, own_stock, 0, QTY_MAX, "what you have yourself"),
	OPT_I64(request_want, received_before, 0, QTY_MAX, "what you have received for this need"),
	OPT_ID(request_want, instead_of, "the item this one stands in for, by a pair of the register that holds today"),
	OPT_I64(request_want, instead_qty, 1, QTY_MAX, "so much of that item is missing; the line may ask for what the ratio gives, in whole packs"),
	OPT_ID(request_want, for_doc_id, "the unit's request whose line fell short"));
#define REQUEST_FIELDS \
	ID(request_in, unit_id, "the unit that uses the goods"), \
	OPT_ID(request_in, to_place_id, "where to bring them; absent: the unit"), \
	OPT_DAY(request_in, deadline_day, "needed by"), \
	OPT_TEXT(request_in, purpose, 0, 200, "what for; no names of people"), \
	OPT_WORD(request_in, channel, request_channel_words, "how it came in; page unless told"), \
	LIST(request_in, wants, &request_want_shape, 1, REQUEST_LINES_MAX, "one row per item")
static const struct shape request_new_shape = { "request_new", sizeof(struct request_in), (const struct field[]){
	REQUEST_FIELDS, OPT_BOOL(request_in, keep_draft, "true: keep it as a draft, do not raise it yet"), { 0 } } };
static const struct shape request_edit_shape = { "request_edit", sizeof(struct request_in), (const struct field[]){
	ID(request_in, doc_id, "which draft"), OPT_I64(request_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	REQUEST_FIELDS, { 0 } } };

struct request_out {
	int64_t        version, unit_id, deadline_day, channel;
	const char    *purpose, *unit, *unit_kind;
	struct doc_out doc;
	struct list    wants, insteads, stood_in;
};
struct request_instead_out {
	int64_t     doc_id, line_no, by_id, by_qty, item_id, qty, num, den, for_doc_id;
	const char *number, *state, *for_number, *by, *by_en, *by_unit, *item, *item_en, *item_unit, *zh, *en;
};
static SHAPE(request_instead_out,
	ID(request_instead_out, doc_id, "the request for the substitute"), OPT_TEXT(request_instead_out, number, 0, 40, "its number"),
	TEXT(request_instead_out, state, 1, 40, "its state"), I64(request_instead_out, line_no, 1, DOC_LINES_MAX, "its line"),
	ID(request_instead_out, by_id, "the substitute"), TEXT(request_instead_out, by, 1, 200, "its name"), OPT_TEXT(request_instead_out, by_en, 0, 200, "in English"),
	TEXT(request_instead_out, by_unit, 1, 40, "its base unit"), I64(request_instead_out, by_qty, 0, QTY_MAX, "so much of it is asked for, or granted"),
	ID(request_instead_out, item_id, "what it stands in for"), TEXT(request_instead_out, item, 1, 200, "its name"),
	OPT_TEXT(request_instead_out, item_en, 0, 200, "in English"), TEXT(request_instead_out, item_unit, 1, 40, "its base unit"),
	I64(request_instead_out, qty, 1, QTY_MAX, "so much of that"), I64(request_instead_out, num, 1, SUBSTITUTE_RATIO_MAX, "at so many of the substitute"),
	I64(request_instead_out, den, 1, SUBSTITUTE_RATIO_MAX, "for so many of the item, as the register said then"),
	OPT_ID(request_instead_out, for_doc_id, "the request whose line fell short"), OPT_TEXT(request_instead_out, for_number, 0, 40, "its number"),
	TEXT(request_instead_out, zh, 1, 700, "the same in words"), TEXT(request_instead_out, en, 1, 700, "in English"));
static SHAPE(request_line_fact,
	I64(request_line_fact, line_no, 1, DOC_LINES_MAX, "line"), I64(request_line_fact, wanted, 1, QTY_MAX, "needed in all"),
	I64(request_line_fact, own_stock, 0, QTY_MAX, "own stock"), I64(request_line_fact, received_before, 0, QTY_MAX, "received before"),
	I64(request_line_fact, priority, 1, REQUEST_CLASSES, "class by the plan, 1 is served first"));
static SHAPE(request_out,
	OBJECT(request_out, doc, &doc_out_shape, "the document"), I64(request_out, version, 1, INT64_MAX, "version, also the ETag"),
	ID(request_out, unit_id, "the using unit"), OPT_DAY(request_out, deadline_day, "needed by"),
	OPT_TEXT(request_out, unit, 0, 200, "its name"), OPT_TEXT(request_out, unit_kind, 0, 60, "kind of unit by the plan"),
	OPT_TEXT(request_out, purpose, 0, 200, "what for"), WORD(request_out, channel, request_channel_words, "how it came in"),
	LIST(request_out, wants, &request_line_fact_shape, 0, REQUEST_LINES_MAX, "what the unit said of each line"),
	LIST(request_out, insteads, &request_instead_out_shape, 0, REQUEST_LINES_MAX, "its lines that stand in for something else"),
	LIST(request_out, stood_in, &request_instead_out_shape, 0, STOOD_IN_SHOWN, "lines of other requests that stand in for lines of this one"));

struct needs_out { struct list items; };
static SHAPE(request_open_line,
	ID(request_open_line, doc_id, "request"), TEXT(request_open_line, number, 1, 40, "its number"),
	I64(request_open_line, line_no, 1, DOC_LINES_MAX, "line"), ID(request_open_line, item_id, "item"),
	ID(request_open_line, unit_id, "unit"), ID(request_open_line, to_place_id, "where to bring it"),
	OPT_DAY(request_open_line, deadline_day, "needed by"), I64(request_open_line, priority, 1, REQUEST_CLASSES, "class by the plan"),
	I64(request_open_line, granted, 0, QTY_MAX, "vetted"), I64(request_open_line, allotted, 0, QTY_MAX, "allotted so far"),
	I64(request_open_line, need, 0, QTY_MAX, "still needed"));
static SHAPE(needs_out, LIST(needs_out, items, &request_open_line_shape, 0, REQUEST_OPEN_MAX, "vetted lines that still need something"));

struct request_paper_in { int64_t doc_id; const char *name, *number; };
struct request_papers_out { struct list papers; };
struct request_paper_out { int64_t entered; const char *name, *number, *entered_by; };
static SHAPE(request_paper_in,
	ID(request_paper_in, doc_id, "which request"), TEXT(request_paper_in, name, 1, 60, "the paper, as the plan names it"),
	TEXT(request_paper_in, number, 1, 60, "its number"));
static SHAPE(request_paper_out,
	TEXT(request_paper_out, name, 1, 60, "paper"), OPT_TEXT(request_paper_out, number, 0, 60, "its number; absent: still missing"),
	OPT_TEXT(request_paper_out, entered_by, 0, 120, "entered by"), OPT_TIME(request_paper_out, entered, "when"));
static SHAPE(request_papers_out, LIST(request_papers_out, papers, &request_paper_out_shape, 0, REQUEST_PAPERS_MAX, "what the plan wants before goods are released"));

static enum err run_papers(struct ctx *cx, const void *input, void *output)
{
	struct request_papers_out *out = output;
	struct request_paper_out *to;
	struct request_paper *papers;
	size_t n;

	TRY(request_papers_see(cx, ((const struct doc_id_in *)input)->doc_id, &papers, &n));
	to = arena_array(&cx->mem, struct request_paper_out, n + 1);
	for (size_t i = 0; i < n; i++)
		to[i] = (struct request_paper_out){ papers[i].entered_ms, papers[i].name, papers[i].number, papers[i].entered_by };
	out->papers = (struct list){ to, n };
	return ERR_OK;
}

static enum err run_paper(struct ctx *cx, const void *input, void *output)
{
	const struct request_paper_in *in = input;

	TRY(request_paper_enter(cx, in->doc_id, in->name, in->number));
	return run_papers(cx, &(struct doc_id_in){ in->doc_id }, output);
}

REQUEST_STEPS(DOC_STEP_RUN)

static struct request_draft draft_of(const struct request_in *in)
{
	return (struct request_draft){ .unit_id = in->unit_id, .to_place_id = in->to_place_id, .deadline_day = in->deadline_day,
		.purpose = in->purpose, .channel = in->channel, .wants = in->wants.at, .n_wants = in->wants.n };
}

static enum err run_new(struct ctx *cx, const void *input, void *out)
{
	const struct request_in *in = input;
	struct request_draft draft = draft_of(in);
	struct doc_moved moved;
	int64_t doc_id;

	TRY(request_open(cx, &draft, &doc_id));
	if (!in->keep_draft)
		TRY(document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "raise" }, &moved));
	return doc_http_made(cx, doc_id, out);
}

static enum err run_edit(struct ctx *cx, const void *input, void *out)
{
	const struct request_in *in = input;
	struct request_draft draft = draft_of(in);

	TRY(request_edit(cx, in->doc_id, in->version, &draft));
	return doc_http_made(cx, in->doc_id, out);
}

static const char *or_absent(const char *text) { return text[0] ? text : NULL; }

static enum err instead_rows(struct ctx *cx, const struct request_instead *rows, size_t n, struct list *ret)
{
	struct request_instead_out *to = arena_array(&cx->mem, struct request_instead_out, n + 1);
	struct substitute_words said;
	struct item item, by;

	for (size_t i = 0; i < n; i++) {
		const struct request_instead *r = &rows[i];

		TRY(item_get(cx, r->item_id, &item));
		TRY(item_get(cx, r->by_id, &by));
		said = substitute_say(&cx->mem, &by, r->by_qty, &item, r->qty);
		to[i] = (struct request_instead_out){ .doc_id = r->doc_id, .line_no = r->line_no, .by_id = r->by_id, .by_qty = r->by_qty,
			.item_id = r->item_id, .qty = r->qty, .num = r->num, .den = r->den, .for_doc_id = r->for_doc_id, .number = or_absent(r->number),
			.state = r->state, .for_number = or_absent(r->for_number), .by = by.zh, .by_en = or_absent(by.en), .by_unit = by.unit,
			.item = item.zh, .item_en = or_absent(item.en), .item_unit = item.unit, .zh = said.zh, .en = said.en };
	}
	*ret = (struct list){ to, n };
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	const struct doc_id_in *in = input;
	struct request_instead *rows;
	struct request_out *out = output;
	struct request_view v;
	struct place unit;
	size_t n;

	TRY(request_see(cx, in->doc_id, &v));
	TRY(place_get(cx, v.unit_id, &unit));
	*out = (struct request_out){ .version = v.doc.version, .channel = v.channel, .unit = unit.name, .unit_kind = unit.unit_kind, .unit_id = v.unit_id, .deadline_day = v.deadline_day,
		.purpose = v.purpose[0] ? v.purpose : NULL, .wants = { v.facts, v.doc.n_lines } };
	TRY(request_insteads(cx, in->doc_id, &rows, &n));
	TRY(instead_rows(cx, rows, n, &out->insteads));
	TRY(request_stood_in(cx, in->doc_id, &rows, &n));
	TRY(instead_rows(cx, rows, n, &out->stood_in));
	return doc_http_out(cx, &v.doc, &out->doc);
}

static enum err run_needs(struct ctx *cx, const void *in, void *output)
{
	struct needs_out *out = output;
	struct request_open_line *lines;
	size_t n;

	(void)in;
	TRY(request_needs_seen(cx, &lines, &n));
	out->items = (struct list){ lines, n };
	return ERR_OK;
}

extern const struct op request_ops[];
const struct op request_ops[] = {
	{ .method = "POST", .path = "/api/v1/requests", .name = "request_new", .zh = "填报需求", .en = "Say what a unit needs",
	  .perm = PERM_REQUEST_RAISE, .tx = TX_WRITE, .in = &request_new_shape, .out = &doc_made_shape, .run = run_new, .fails = DOC_FAILS },
	{ .method = "PUT", .path = "/api/v1/requests/{doc_id}", .name = "request_edit", .zh = "修改需求草稿", .en = "Change a draft request",
	  .perm = PERM_REQUEST_RAISE, .tx = TX_WRITE, .in = &request_edit_shape, .out = &doc_made_shape, .run = run_edit, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/needs", .name = "request_needs", .zh = "待分配需求", .en = "What still has to be allocated",
	  .perm = PERM_ALLOCATION_EDIT, .tx = TX_READ, .out = &needs_out_shape, .run = run_needs },
	{ .method = "GET", .path = "/api/v1/requests/{doc_id}", .name = "request_get", .zh = "一张需求单", .en = "One request",
	  .perm = PERM_REQUEST_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &request_out_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/requests/{doc_id}/papers", .name = "request_papers", .zh = "放行前须有的手续", .en = "Papers wanted before goods are released",
	  .perm = PERM_REQUEST_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &request_papers_out_shape, .run = run_papers, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/requests/{doc_id}/papers", .name = "request_paper", .zh = "登记手续", .en = "Enter a paper",
	  .perm = PERM_ALLOCATION_EDIT, .tx = TX_WRITE, .in = &request_paper_in_shape, .out = &request_papers_out_shape, .run = run_paper,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	REQUEST_STEPS(DOC_STEP_OP)
	{ 0 },
};
