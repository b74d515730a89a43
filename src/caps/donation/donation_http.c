/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/donation/donation.h"
#include "caps/document/document_http.h"
#include "caps/stock/lot_flow.h"
#include "http/op.h"

struct donation_line_in { int64_t item_id, qty, price, price_units; };
#define DONATION_MEMBERS int64_t donor_id, to_place_id, addressee_id, fund_id, expected_day, wish; const char *purpose, *ground, *full_name; struct list lines
struct donation_new { DONATION_MEMBERS; };
struct donation_change { int64_t doc_id, version; DONATION_MEMBERS; };
struct donation_notes_in { int64_t doc_id, paper; bool certificate, report, none; const char *packing, *shelf, *paper_no; };
struct donation_wish_in { int64_t doc_id, wish; const char *full_name; };
struct donation_count_out { int64_t line_no, qty, actor_id, at; const char *verb, *actor, *note; };
struct donation_hurry_out { int64_t line_no, expiry_day, use_by_day, qty; };
struct donation_donor_out { int64_t donor_id, wish, donations, last; bool person; const char *name, *credit_code, *contact; };
struct donation_out {
	struct doc_out doc;
	struct donation_donor_out donor;
	int64_t     expected_day, wish, paper;
	bool        counted, certificate, report, none;
	const char *purpose, *ground, *check_code, *shown_as, *packing, *shelf, *paper_no, *fund, *addressee;
	struct list counts, hurry;
};
struct donor_new { int64_t org_id, wish; const char *name, *phone; };
struct donor_made { int64_t donor_id; };
struct donors_in { int64_t before, limit; };
struct donors_out { struct list items; int64_t next; };
struct donation_place_out { int64_t item_id, qty, part, place_id, last; const char *item, *item_en, *unit, *place; };
struct donation_where_out { struct list items; };
struct donation_receipt_in { int64_t doc_id; const char *site; };
struct surplus_line_in { int64_t item_id, qty, lot_id, fund_id; };
struct surplus_new { int64_t unit_id, place_id; struct list lines; };

static SHAPE(donation_line_in,
	ID(donation_line_in, item_id, "item"), I64(donation_line_in, qty, 1, QTY_MAX, "how many base units are promised"),
	OPT_MONEY(donation_line_in, price, 0, QTY_MAX, "estimated value of so many units"), OPT_I64(donation_line_in, price_units, 1, 1000000, "so many units; 1 unless told"));
#define DONATION_FIELDS(type) \
	ID(type, donor_id, "who gives"), ID(type, to_place_id, "where it is counted in"), \
	OPT_ID(type, addressee_id, "the unit it is for; absent: for the pool"), OPT_ID(type, fund_id, "the donor's purpose, where a fund has it"), \
	OPT_DAY(type, expected_day, "when it is to come"), OPT_WORD(type, wish, donation_wish_words, "how the donor stands on the public list; by name unless told"), \
	OPT_TEXT(type, purpose, 0, DONATION_TEXT_MAX, "what it is for, in the donor's words"), \
	OPT_TEXT(type, ground, 0, DONATION_TEXT_MAX, "what the estimate is based on; needed with a value"), \
	OPT_TEXT(type, full_name, 0, 60, "of a person who wishes to be named"), \
	LIST(type, lines, &donation_line_in_shape, 1, DONATION_LINES_MAX, "what is promised")
static SHAPE(donation_new, DONATION_FIELDS(donation_new));
static SHAPE(donation_change,
	ID(donation_change, doc_id, "which donation"), OPT_I64(donation_change, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	DONATION_FIELDS(donation_change));
static SHAPE(donation_notes_in,
	ID(donation_notes_in, doc_id, "which donation"), WORD(donation_notes_in, paper, donation_paper_words, "the donation certificate: open, given, or the donor wants none"),
	OPT_TEXT(donation_notes_in, paper_no, 0, DONATION_TEXT_MAX, "its number"), OPT_BOOL(donation_notes_in, certificate, "a certificate of quality came with it"),
	OPT_BOOL(donation_notes_in, report, "a test report came with it"), OPT_BOOL(donation_notes_in, none, "neither came, as agreed"),
	OPT_TEXT(donation_notes_in, packing, 0, DONATION_TEXT_MAX, "state of the packing; empty: sound"),
	OPT_TEXT(donation_notes_in, shelf, 0, DONATION_TEXT_MAX, "where it lies"));
static SHAPE(donation_wish_in,
	ID(donation_wish_in, doc_id, "which donation"), WORD(donation_wish_in, wish, donation_wish_words, "from now on"),
	OPT_TEXT(donation_wish_in, full_name, 0, 60, "of a person who wishes to be named"));
static SHAPE(donation_count_out,
	I64(donation_count_out, line_no, 1, DONATION_LINES_MAX, "line"), I64(donation_count_out, qty, 1, QTY_MAX, "counted"),
	TEXT(donation_count_out, verb, 1, 40, "receive: first count; accept: second; reject: not there, or given back"),
	ID(donation_count_out, actor_id, "who"), TEXT(donation_count_out, actor, 0, 200, "the name"), TIME(donation_count_out, at, "when"),
	OPT_TEXT(donation_count_out, note, 0, DOC_NOTE_MAX, "what he wrote"));
static SHAPE(donation_hurry_out,
	I64(donation_hurry_out, line_no, 1, DONATION_LINES_MAX, "line"), DAY(donation_hurry_out, expiry_day, "last usable day"),
	DAY(donation_hurry_out, use_by_day, "to be used up by"), I64(donation_hurry_out, qty, 1, QTY_MAX, "so many"));
static SHAPE(donation_donor_out,
	ID(donation_donor_out, donor_id, "donor"), TEXT(donation_donor_out, name, 0, 200, "the name; of a person masked"), BOOL(donation_donor_out, person, "a person"),
	OPT_TEXT(donation_donor_out, credit_code, 0, 40, "credit code"), OPT_TEXT(donation_donor_out, contact, 0, 200, "telephone; of a person masked"),
	WORD(donation_donor_out, wish, donation_wish_words, "wish told last"), I64(donation_donor_out, donations, 0, INT64_MAX, "donations"),
	OPT_TIME(donation_donor_out, last, "the last one"));
static SHAPE(donation_out,
	OBJECT(donation_out, doc, &doc_out_shape, "the donation"), OBJECT(donation_out, donor, &donation_donor_out_shape, "who gives"),
	OPT_DAY(donation_out, expected_day, "when it is to come"), WORD(donation_out, wish, donation_wish_words, "on the public list"),
	OPT_TEXT(donation_out, shown_as, 0, 200, "what stands there"), OPT_TEXT(donation_out, purpose, 0, DONATION_TEXT_MAX, "what it is for"),
	OPT_TEXT(donation_out, ground, 0, DONATION_TEXT_MAX, "what the estimate is based on"), TEXT(donation_out, check_code, 8, 8, "stands on the receipt"),
	WORD(donation_out, paper, donation_paper_words, "the donation certificate"), OPT_TEXT(donation_out, paper_no, 0, DONATION_TEXT_MAX, "its number"),
	BOOL(donation_out, certificate, "certificate of quality"), BOOL(donation_out, report, "test report"), BOOL(donation_out, none, "neither, as agreed"),
	OPT_TEXT(donation_out, packing, 0, DONATION_TEXT_MAX, "packing; absent: sound"), OPT_TEXT(donation_out, shelf, 0, DONATION_TEXT_MAX, "where it lies"),
	OPT_TEXT(donation_out, fund, 0, 200, "the fund"), OPT_TEXT(donation_out, addressee, 0, 200, "the unit it is for"),
	BOOL(donation_out, counted, "all that came was counted twice: the receipt can be printed"),
	LIST(donation_out, counts, &donation_count_out_shape, 0, 3000, "who counted what, oldest first"),
	LIST(donation_out, hurry, &donation_hurry_out_shape, 0, 3000, "taken for use at once"));
static SHAPE(donor_new,
	OPT_ID(donor_new, org_id, "an organisation of the register; absent: a person"), OPT_WORD(donor_new, wish, donation_wish_words, "on the public list"),
	OPT_TEXT(donor_new, name, 0, 60, "the person's name"), OPT_TEXT(donor_new, phone, 0, 40, "and telephone number"));
static SHAPE(donor_made, ID(donor_made, donor_id, "donor"));
static SHAPE(donors_in, OPT_ID(donors_in, before, "where the page before ended (its next)"), OPT_I64(donors_in, limit, 1, DONATION_LIST_MAX, "rows, 50 unless told"));
static SHAPE(donors_out, LIST(donors_out, items, &donation_donor_out_shape, 0, DONATION_LIST_MAX, "newest first"), OPT_ID(donors_out, next, "send as before"));
static SHAPE(donation_place_out,
	ID(donation_place_out, item_id, "item"), TEXT(donation_place_out, item, 1, 200, "its name"), TEXT(donation_place_out, item_en, 0, 200, "the same in English"),
	TEXT(donation_place_out, unit, 1, 40, "base unit"), I64(donation_place_out, qty, 1, QTY_MAX, "so many"),
	WORD(donation_place_out, part, flow_part_words, "how far they have come"), OPT_ID(donation_place_out, place_id, "the house or unit that has or used them"),
	OPT_TEXT(donation_place_out, place, 0, 200, "its name"), OPT_TIME(donation_place_out, last, "when the last of them got there"));
static SHAPE(donation_where_out, LIST(donation_where_out, items, &donation_place_out_shape, 0, 100000, "by item, nearest to use first; sums to what came in"));
static SHAPE(donation_receipt_in, ID(donation_receipt_in, doc_id, "which donation"),
	OPT_TEXT(donation_receipt_in, site, 0, 120, "where the public page is reached, for the QR code: https://..."));
static SHAPE(donation_file,
	BYTES(donation_file, body, 0, 16 << 20, "the pages"), TEXT(donation_file, type, 1, 100, "media type"), TEXT(donation_file, name, 0, 100, "file name"));
static SHAPE(surplus_line_in,
	ID(surplus_line_in, item_id, "item"), I64(surplus_line_in, qty, 1, QTY_MAX, "base units"),
	OPT_ID(surplus_line_in, lot_id, "this lot; absent: first expired first out"), OPT_ID(surplus_line_in, fund_id, "bound to this purpose"));
static SHAPE(surplus_new,
	ID(surplus_new, unit_id, "whose the goods are"), ID(surplus_new, place_id, "where they lie"),
	LIST(surplus_new, lines, &surplus_line_in_shape, 1, DONATION_LINES_MAX, "what it does not need"));

static const char *or_absent(const char *text) { return text && text[0] ? text : NULL; }

static struct donation_draft draft_of(struct ctx *cx, const struct donation_new *in)
{
	const struct donation_line_in *l = in->lines.at;
	struct donation_line *lines = arena_array(&cx->mem, struct donation_line, in->lines.n + 1);

	for (size_t i = 0; i < in->lines.n; i++)
		lines[i] = (struct donation_line){ l[i].item_id, l[i].qty, l[i].price, l[i].price_units };
	return (struct donation_draft){ in->donor_id, in->to_place_id, in->addressee_id, in->fund_id, in->expected_day, in->wish, in->purpose, in->ground,
		in->full_name, lines, in->lines.n };
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	struct donation_draft draft = draft_of(cx, input);
	int64_t id;

	TRY(donation_open(cx, &draft, &id));
	return doc_http_made(cx, id, output);
}

static enum err run_edit(struct ctx *cx, const void *input, void *output)
{
	const struct donation_change *in = input;
	struct donation_draft draft = draft_of(cx, &(struct donation_new){ in->donor_id, in->to_place_id, in->addressee_id, in->fund_id, in->expected_day,
		in->wish, in->purpose, in->ground, in->full_name, in->lines });

	TRY(donation_edit(cx, in->doc_id, in->version, &draft));
	return doc_http_made(cx, in->doc_id, output);
}

static struct donation_donor_out donor_out(const struct donation_donor *d)
{
	return (struct donation_donor_out){ d->donor_id, d->wish, d->donations, d->last_ms, d->person, d->name, or_absent(d->credit_code), or_absent(d->contact) };
}

static enum err view_out(struct ctx *cx, int64_t doc_id, struct donation_out *out)
{
	struct donation_count_out *counts;
	struct donation_hurry_out *hurry;
	struct donation_view v;
	struct doc doc;

	TRY(donation_see(cx, doc_id, &doc, &v));
	counts = arena_array(&cx->mem, struct donation_count_out, v.n_counts + 1);
	for (size_t i = 0; i < v.n_counts; i++)
		counts[i] = (struct donation_count_out){ v.counts[i].line_no, v.counts[i].qty, v.counts[i].actor_id, v.counts[i].at_ms, v.counts[i].verb,
			v.counts[i].actor, or_absent(v.counts[i].note) };
	hurry = arena_array(&cx->mem, struct donation_hurry_out, v.n_hurry + 1);
	for (size_t i = 0; i < v.n_hurry; i++)
		hurry[i] = (struct donation_hurry_out){ v.hurry[i].line_no, v.hurry[i].expiry_day, v.hurry[i].use_by_day, v.hurry[i].qty };
	*out = (struct donation_out){ .donor = donor_out(&v.donor), .expected_day = v.expected_day, .wish = v.wish, .paper = v.paper, .counted = v.counted,
		.certificate = v.quality & QUALITY_CERTIFICATE, .report = v.quality & QUALITY_REPORT, .none = v.quality & QUALITY_NONE,
		.purpose = or_absent(v.purpose), .ground = or_absent(v.ground), .check_code = v.check_code, .shown_as = or_absent(v.shown_as),
		.packing = or_absent(v.packing), .shelf = or_absent(v.shelf), .paper_no = or_absent(v.paper_no), .fund = or_absent(v.fund),
		.addressee = or_absent(v.addressee), .counts = { counts, v.n_counts }, .hurry = { hurry, v.n_hurry } };
	return doc_http_out(cx, &doc, &out->doc);
}

static enum err run_see(struct ctx *cx, const void *input, void *output)
{
	return view_out(cx, ((const struct doc_id_in *)input)->doc_id, output);
}

static enum err run_note(struct ctx *cx, const void *input, void *output)
{
	const struct donation_notes_in *in = input;
	const int64_t quality = (in->certificate ? QUALITY_CERTIFICATE : 0) | (in->report ? QUALITY_REPORT : 0) | (in->none ? QUALITY_NONE : 0);

	TRY(donation_note(cx, in->doc_id, &(struct donation_notes){ quality, in->paper, in->packing, in->shelf, in->paper_no }));
	return view_out(cx, in->doc_id, output);
}

static enum err run_wish(struct ctx *cx, const void *input, void *output)
{
	const struct donation_wish_in *in = input;

	TRY(donation_wish_set(cx, in->doc_id, in->wish, in->full_name));
	return view_out(cx, in->doc_id, output);
}

static enum err run_where(struct ctx *cx, const void *input, void *output)
{
	struct donation_place_out *to;
	struct donation_place *rows;
	size_t n;

	TRY(donation_where(cx, ((const struct doc_id_in *)input)->doc_id, &rows, &n));
	to = arena_array(&cx->mem, struct donation_place_out, n + 1);
	for (size_t i = 0; i < n; i++)
		to[i] = (struct donation_place_out){ rows[i].item_id, rows[i].qty, rows[i].part, rows[i].place_id, rows[i].last_ms, rows[i].zh, rows[i].en, rows[i].unit,
			or_absent(rows[i].place) };
	((struct donation_where_out *)output)->items = (struct list){ to, n };
	return ERR_OK;
}

static enum err run_receipt(struct ctx *cx, const void *input, void *output)
{
	const struct donation_receipt_in *in = input;

	return donation_receipt(cx, in->doc_id, in->site, output);
}

static enum err run_donor_add(struct ctx *cx, const void *input, void *output)
{
	const struct donor_new *in = input;

	return donation_donor_add(cx, &(struct donation_donor_new){ in->org_id, in->wish, in->name, in->phone }, &((struct donor_made *)output)->donor_id);
}

static enum err run_donors(struct ctx *cx, const void *input, void *output)
{
	const struct donors_in *in = input;
	struct donors_out *out = output;
	const int64_t limit = in->limit ? in->limit : 50;
	struct donation_donor_out *to;
	struct donation_donor *rows;
	size_t n;

	TRY(donation_donor_list(cx, in->before, limit + 1, &rows, &n));
	if (n > (size_t)limit)
		out->next = rows[--n - 1].donor_id;
	to = arena_array(&cx->mem, struct donation_donor_out, n + 1);
	for (size_t i = 0; i < n; i++)
		to[i] = donor_out(&rows[i]);
	out->items = (struct list){ to, n };
	return ERR_OK;
}

static enum err run_surplus_new(struct ctx *cx, const void *input, void *output)
{
	const struct surplus_new *in = input;
	const struct surplus_line_in *l = in->lines.at;
	struct surplus_line *lines = arena_array(&cx->mem, struct surplus_line, in->lines.n + 1);
	int64_t id;

	for (size_t i = 0; i < in->lines.n; i++)
		lines[i] = (struct surplus_line){ l[i].item_id, l[i].qty, l[i].lot_id, l[i].fund_id };
	TRY(surplus_open(cx, &(struct surplus_draft){ in->unit_id, in->place_id, lines, in->lines.n }, &id));
	return doc_http_made(cx, id, output);
}

#define WORDS_donation "donations"
#define WORDS_surplus "surpluses"
#define DONATION_STEPS(X) \
	X(donation, register, PERM_DONATION_EDIT, "登记捐赠意向", "Register what is promised") \
	X(donation, revise, PERM_DONATION_EDIT, "捐赠单退回改单", "Take a donation back to change it") \
	X(donation, receive, PERM_STOCK_RECEIVE, "捐赠第一人点收", "First count of a donation") \
	X(donation, accept, PERM_STOCK_RECEIVE, "捐赠第二人复点上架", "Second count of a donation, into store") \
	X(donation, reject, PERM_STOCK_RECEIVE, "捐赠复点不符或退还", "Donated goods not there, or given back") \
	X(donation, thank, PERM_DONATION_EDIT, "捐赠致谢办结", "Thank and close a donation") \
	X(donation, withdraw, PERM_DONATION_EDIT, "捐赠单作废", "Withdraw a donation") \
	X(surplus, offer, PERM_STOCK_ISSUE, "提出移交富余", "Offer surplus to the pool") \
	X(surplus, agree, PERM_POOL_AGREE, "同意富余并入统筹", "Agree to take surplus into the pool") \
	X(surplus, refuse, PERM_POOL_AGREE, "不接收富余", "Refuse surplus") \
	X(surplus, withdraw, PERM_STOCK_ISSUE, "撤回富余移交", "Withdraw a hand-over of surplus")
DONATION_STEPS(DOC_STEP_RUN)

static enum err run_donation_list(struct ctx *cx, const void *in, void *out)
{
	return doc_http_list(cx, (const char *const[4]){ "donation" }, in, out);
}
DOC_READ_RUN(surplus, "surplus")

extern const struct op donation_ops[];
const struct op donation_ops[] = {
	{ .method = "POST", .path = "/api/v1/donations", .name = "donation_new", .zh = "拟捐赠单", .en = "Draw up a donation", .perm = PERM_DONATION_EDIT,
	  .tx = TX_WRITE, .in = &donation_new_shape, .out = &doc_made_shape, .run = run_new, .fails = DOC_FAILS },
	{ .method = "PUT", .path = "/api/v1/donations/{doc_id}", .name = "donation_edit", .zh = "修改捐赠单", .en = "Change a donation",
	  .perm = PERM_DONATION_EDIT, .tx = TX_WRITE, .in = &donation_change_shape, .out = &doc_made_shape, .run = run_edit, .fails = DOC_FAILS },
	DOC_LIST_OP(donation, PERM_DONATION_READ, "捐赠单列表", "Donations")
	{ .method = "GET", .path = "/api/v1/donations/{doc_id}", .name = "donation_get", .zh = "一张捐赠单", .en = "One donation with donor, counts and papers",
	  .perm = PERM_DONATION_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &donation_out_shape, .run = run_see, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/donations/{doc_id}/notes", .name = "donation_note", .zh = "记票据、质量文件和存放", .en = "Note certificate, papers and shelf",
	  .perm = PERM_DONATION_EDIT, .tx = TX_WRITE, .in = &donation_notes_in_shape, .out = &donation_out_shape, .run = run_note, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/donations/{doc_id}/wish", .name = "donation_wish", .zh = "改公示方式", .en = "Change how the donor stands on the public list",
	  .perm = PERM_DONATION_EDIT, .tx = TX_WRITE, .in = &donation_wish_in_shape, .out = &donation_out_shape, .run = run_wish, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/donations/{doc_id}/where", .name = "donation_where", .zh = "捐赠物资现在在哪", .en = "Where the goods of a donation are now",
	  .perm = PERM_DONATION_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &donation_where_out_shape, .run = run_where, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/donations/{doc_id}/receipt", .name = "donation_receipt", .zh = "打印捐赠凭证", .en = "The receipt of a donation to print",
	  .perm = PERM_DONATION_READ, .tx = TX_READ, .in = &donation_receipt_in_shape, .out = &donation_file_shape, .run = run_receipt,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/donors", .name = "donor_new", .zh = "登记捐赠人", .en = "Enter a donor", .perm = PERM_DONATION_EDIT,
	  .tx = TX_WRITE, .in = &donor_new_shape, .out = &donor_made_shape, .run = run_donor_add, .fails = { ERR_NOT_FOUND, ERR_CONFLICT } },
	{ .method = "GET", .path = "/api/v1/donors", .name = "donor_list", .zh = "捐赠人名册", .en = "The register of donors", .perm = PERM_DONATION_READ,
	  .tx = TX_READ, .in = &donors_in_shape, .out = &donors_out_shape, .run = run_donors },
	{ .method = "POST", .path = "/api/v1/surpluses", .name = "surplus_new", .zh = "拟富余移交单", .en = "Draw up a hand-over of surplus", .perm = PERM_STOCK_ISSUE,
	  .tx = TX_WRITE, .in = &surplus_new_shape, .out = &doc_made_shape, .run = run_surplus_new, .fails = DOC_FAILS },
	DOC_LIST_OP(surplus, PERM_DONATION_READ, "富余移交单列表", "Hand-overs of surplus") DOC_GET_OP(surplus, PERM_DONATION_READ, "一张富余移交单", "One hand-over of surplus")
	DONATION_STEPS(DOC_STEP_OP)
	{ 0 },
};
