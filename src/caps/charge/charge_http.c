/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/charge/charge.h"
#include "caps/document/document_http.h"
#include "http/op.h"

#define FEN_MAX QTY_MAX
#define SUM_OF(type, member, text) MONEY(type, member, -FEN_MAX, FEN_MAX, text)

/* ---- who owes what ---- */

struct charges_in { int64_t under_id, after, limit; const char *agent, *search; bool open, late; };
struct payer_out {
	int64_t payer_id, charged, reduced, paid, open, late, oldest, due, waiting, disputed, last;
	const char *payer, *unit_kind, *agent, *agent_zh, *agent_en;
};
struct charges_out { struct list items; int64_t next; };
struct agent_out { int64_t payers, owing, charged, reduced, paid, open, late, waiting; const char *agent, *agent_zh, *agent_en; };
struct agents_out { struct list items; };

static SHAPE(charges_in,
	OPT_ID(charges_in, under_id, "payers in this area only"), OPT_TEXT(charges_in, agent, 0, 40, "those this agent totals (a role of the plan)"),
	OPT_TEXT(charges_in, search, 0, 60, "part of the name"), OPT_BOOL(charges_in, open, "only who owes something"), OPT_BOOL(charges_in, late, "only who is overdue"),
	OPT_ID(charges_in, after, "where the page before ended (its next)"), OPT_I64(charges_in, limit, 1, CHARGE_LIST_MAX - 1, "rows on a page, 50 unless told"));
#define OWED_SUMS(type) \
	SUM_OF(type, charged, "charged in all"), SUM_OF(type, reduced, "taken off by contrary documents"), SUM_OF(type, paid, "paid"), \
	SUM_OF(type, open, "still owed"), SUM_OF(type, late, "of that past its time"), I64(type, waiting, 0, INT64_MAX, "rows that wait for a price or a fund")
static const struct shape payer_out_shape = { "charge_payer", sizeof(struct payer_out), (const struct field[]){
	ID(payer_out, payer_id, "the unit"), TEXT(payer_out, payer, 0, 200, "its name"), OPT_TEXT(payer_out, unit_kind, 0, 60, "its kind by the plan"),
	OPT_TEXT(payer_out, agent, 0, 40, "who totals what it owes; absent: it answers for itself"), OPT_TEXT(payer_out, agent_zh, 0, 120, "in Chinese"),
	OPT_TEXT(payer_out, agent_en, 0, 200, "in English"), OWED_SUMS(payer_out), OPT_TIME(payer_out, oldest, "the oldest goods not paid for came then"),
	OPT_TIME(payer_out, due, "the first of it is to be paid by"), I64(payer_out, disputed, 0, INT64_MAX, "objections not answered yet"),
	OPT_TIME(payer_out, last, "drew the last goods"), { 0 } } };
static SHAPE(charges_out, LIST(charges_out, items, &payer_out_shape, 0, CHARGE_LIST_MAX, "who owes most first"), OPT_ID(charges_out, next, "send as after to get the next page"));
static const struct shape agent_out_shape = { "charge_agent", sizeof(struct agent_out), (const struct field[]){
	OPT_TEXT(agent_out, agent, 0, 40, "a role of the plan; absent: units that answer for themselves"), OPT_TEXT(agent_out, agent_zh, 0, 120, "in Chinese"),
	OPT_TEXT(agent_out, agent_en, 0, 200, "in English"), I64(agent_out, payers, 0, INT64_MAX, "units"), I64(agent_out, owing, 0, INT64_MAX, "units that owe something"),
	OWED_SUMS(agent_out), { 0 } } };
static SHAPE(agents_out, LIST(agents_out, items, &agent_out_shape, 0, CHARGE_PAYERS_MAX, "totals by agent"));

static const char *or_absent(const char *text)
{
	return text && text[0] ? text : NULL;
}

static struct payer_out payer_told(const struct charge_payer *p)
{
	return (struct payer_out){ p->payer_id, p->charged_fen, p->credit_fen, p->paid_fen, p->open_fen, p->late_fen, p->oldest_ms, p->due_ms, p->waiting,
		p->disputed, p->last_ms, p->payer, or_absent(p->unit_kind), or_absent(p->agent), or_absent(p->agent_zh), or_absent(p->agent_en) };
}

static enum err run_payers(struct ctx *cx, const void *input, void *output)
{
	const struct charges_in *in = input;
	struct charges_out *out = output;
	struct charge_payer *rows;
	struct payer_out *items;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(charge_payer_list(cx, &(struct charge_filter){ .under_id = in->under_id, .after = in->after, .limit = (int64_t)limit + 1, .agent = in->agent,
		.search = in->search, .open_only = in->open, .late_only = in->late }, &rows, &n));
	out->next = n > limit ? rows[limit - 1].payer_id : 0;
	n = n > limit ? limit : n;
	items = arena_array(&cx->mem, struct payer_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = payer_told(&rows[i]);
	out->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_agents(struct ctx *cx, const void *input, void *output)
{
	struct agents_out *out = output;
	struct charge_agent *rows;
	struct agent_out *items;
	size_t n;

	(void)input;
	TRY(charge_agent_list(cx, &rows, &n));
	items = arena_array(&cx->mem, struct agent_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct agent_out){ rows[i].payers, rows[i].owing, rows[i].charged_fen, rows[i].credit_fen, rows[i].paid_fen, rows[i].open_fen,
			rows[i].late_fen, rows[i].waiting, or_absent(rows[i].agent), or_absent(rows[i].agent_zh), or_absent(rows[i].agent_en) };
	out->items = (struct list){ items, n };
	return ERR_OK;
}

/* ---- one statement ---- */

struct statement_in { int64_t payer_id, from, to; };
struct charge_line_out {
	int64_t drawn_id, doc_id, line_no, item_id, lot_id, qty, taken, state, price, price_units, price_by, worth, reduced, open, charge_id, due;
	bool late;
	const char *doc_kind, *doc_number, *item, *unit, *batch, *fund, *charge_number, *why_zh, *why_en, *objection;
};
struct charge_move_out { int64_t doc_id, version, at, sum, paper_day; const char *kind, *number, *state, *fund, *paper; };
struct charge_statement_out { struct payer_out payer; int64_t from, to, before, charged, reduced, paid, after; struct list lines, moves; };

static const struct shape statement_in_shape = { "charge_statement_in", sizeof(struct statement_in), (const struct field[]){
	ID(statement_in, payer_id, "whose"), OPT_DAY(statement_in, from, "first day"), OPT_DAY(statement_in, to, "last day"), { 0 } } };
static SHAPE(charge_line_out,
	ID(charge_line_out, drawn_id, "the row"), ID(charge_line_out, doc_id, "the document the goods were received by"), TEXT(charge_line_out, doc_kind, 1, 40, "its kind"),
	TEXT(charge_line_out, doc_number, 0, 60, "its number"), I64(charge_line_out, line_no, 1, DOC_LINES_MAX, "its line"), ID(charge_line_out, item_id, "item"),
	TEXT(charge_line_out, item, 0, 200, "its name"), TEXT(charge_line_out, unit, 0, 40, "its base unit"), ID(charge_line_out, lot_id, "lot"),
	OPT_TEXT(charge_line_out, batch, 0, 60, "its batch"), I64(charge_line_out, qty, 1, QTY_MAX, "base units"), TIME(charge_line_out, taken, "received"),
	WORD(charge_line_out, state, charge_state_words, "booked: owed; carried: somebody else pays; the others wait or have no rule"),
	OPT_MONEY(charge_line_out, price, 0, FEN_MAX, "of so many units; absent: not known"), I64(charge_line_out, price_units, 1, INT64_MAX, "so many units"),
	WORD(charge_line_out, price_by, charge_price_words, "where the price comes from"), MONEY(charge_line_out, worth, 0, FEN_MAX, "what that makes"),
	MONEY(charge_line_out, reduced, 0, FEN_MAX, "taken off"), MONEY(charge_line_out, open, 0, FEN_MAX, "still owed"),
	BOOL(charge_line_out, late, "past its time"), OPT_TIME(charge_line_out, due, "to be paid by"), OPT_TEXT(charge_line_out, fund, 0, 120, "paid into"),
	OPT_ID(charge_line_out, charge_id, "the charge that booked it"), OPT_TEXT(charge_line_out, charge_number, 0, 60, "its number"),
	TEXT(charge_line_out, why_zh, 0, 1000, "rule and price in words, Chinese"), TEXT(charge_line_out, why_en, 0, 1000, "in English"),
	OPT_TEXT(charge_line_out, objection, 0, 20, "how its newest objection stands: open, kept, reduced; absent: none"));
static SHAPE(charge_move_out,
	ID(charge_move_out, doc_id, "the document"), I64(charge_move_out, version, 1, INT64_MAX, "its version"), TEXT(charge_move_out, kind, 1, 40, "collection or reduction"),
	TEXT(charge_move_out, number, 0, 60, "its number"), TEXT(charge_move_out, state, 1, 40, "received and booked count, review waits for a second person"),
	OPT_TIME(charge_move_out, at, "counts since; absent: not yet"), TEXT(charge_move_out, fund, 0, 120, "fund"), MONEY(charge_move_out, sum, 1, FEN_MAX, "how much"),
	TEXT(charge_move_out, paper, 0, 200, "number of the bank slip, or why it was reduced"), OPT_DAY(charge_move_out, paper_day, "day of the slip"));
static SHAPE(charge_statement_out,
	OBJECT(charge_statement_out, payer, &payer_out_shape, "the payer as it stands now"), OPT_DAY(charge_statement_out, from, "first day"),
	OPT_DAY(charge_statement_out, to, "last day"), SUM_OF(charge_statement_out, before, "owed when the period began"), SUM_OF(charge_statement_out, charged, "charged in it"),
	SUM_OF(charge_statement_out, reduced, "taken off in it"), SUM_OF(charge_statement_out, paid, "paid in it"),
	SUM_OF(charge_statement_out, after, "before + charged - reduced - paid"), LIST(charge_statement_out, lines, &charge_line_out_shape, 0, CHARGE_ROWS_MAX, "what was drawn"),
	LIST(charge_statement_out, moves, &charge_move_out_shape, 0, CHARGE_ROWS_MAX, "payments and reductions"));

static struct charge_line_out line_told(const struct charge_line *l)
{
	return (struct charge_line_out){ l->drawn_id, l->doc_id, l->line_no, l->item_id, l->lot_id, l->qty, l->taken_ms, l->state, l->price_fen, l->price_units,
		l->price_by, l->worth_fen, l->credit_fen, l->open_fen, l->charge_id, l->due_ms, l->late, l->doc_kind, l->doc_number, l->item,
		l->unit, or_absent(l->batch), or_absent(l->fund), or_absent(l->charge_number), l->why_zh, l->why_en,
		l->objection >= 0 ? charge_objection_words[l->objection] : NULL };
}

static enum err run_statement(struct ctx *cx, const void *input, void *output)
{
	const struct statement_in *in = input;
	struct charge_statement_out *out = output;
	struct charge_statement s;
	struct charge_line_out *lines;
	struct charge_move_out *moves;

	TRY(charge_statement(cx, in->payer_id, in->from, in->to, &s));
	lines = arena_array(&cx->mem, struct charge_line_out, s.n_lines + 1);
	for (size_t i = 0; i < s.n_lines; i++)
		lines[i] = line_told(&s.lines[i]);
	moves = arena_array(&cx->mem, struct charge_move_out, s.n_moves + 1);
	for (size_t i = 0; i < s.n_moves; i++)
		moves[i] = (struct charge_move_out){ s.moves[i].doc_id, s.moves[i].version, s.moves[i].at_ms, s.moves[i].fen, s.moves[i].paper_day, s.moves[i].kind,
			s.moves[i].number, s.moves[i].state, s.moves[i].fund, s.moves[i].paper };
	*out = (struct charge_statement_out){ payer_told(&s.payer), s.from_day, s.to_day, s.before_fen, s.charged_fen, s.credit_fen, s.paid_fen, s.after_fen,
		{ lines, s.n_lines }, { moves, s.n_moves } };
	return ERR_OK;
}

/* ---- as files ---- */

struct statement_file_in { int64_t payer_id, from, to, format; };
struct payers_file_in { const char *agent; int64_t format; };
static const struct shape statement_file_in_shape = { "charge_statement_file_in", sizeof(struct statement_file_in), (const struct field[]){
	ID(statement_file_in, payer_id, "whose"), OPT_DAY(statement_file_in, from, "first day"), OPT_DAY(statement_file_in, to, "last day"),
	WORD(statement_file_in, format, charge_format_words, "xlsx or pdf"), { 0 } } };
static const struct shape payers_file_in_shape = { "charge_payers_file_in", sizeof(struct payers_file_in), (const struct field[]){
	OPT_TEXT(payers_file_in, agent, 0, 40, "those this agent totals; absent: all"), WORD(payers_file_in, format, charge_format_words, "xlsx or pdf"), { 0 } } };
static SHAPE(charge_file,
	BYTES(charge_file, body, 0, INT64_C(1) << 30, "the file"), TEXT(charge_file, type, 1, 100, "media type"), TEXT(charge_file, name, 1, 100, "file name"));

static enum err run_statement_file(struct ctx *cx, const void *input, void *output)
{
	const struct statement_file_in *in = input;

	return charge_statement_file(cx, in->payer_id, in->from, in->to, in->format, output);
}

static enum err run_payers_file(struct ctx *cx, const void *input, void *output)
{
	const struct payers_file_in *in = input;

	return charge_payers_file(cx, in->agent, in->format, output);
}

/* ---- the charge itself ---- */

#define WORDS_charge "charges"
DOC_READ_RUN(charge, "charge")

extern const struct op charge_ops[];
const struct op charge_ops[] = {
	{ .method = "GET", .path = "/api/v1/charges/payers", .name = "charge_payers", .zh = "谁欠多少领用款", .en = "Who owes what since when", .perm = PERM_CHARGE_READ,
	  .tx = TX_READ, .in = &charges_in_shape, .out = &charges_out_shape, .run = run_payers, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/charges/payers/file", .name = "charge_payers_file", .zh = "导出领用款汇总", .en = "The totals as a file",
	  .perm = PERM_CHARGE_READ, .tx = TX_READ, .in = &payers_file_in_shape, .out = &charge_file_shape, .run = run_payers_file },
	{ .method = "GET", .path = "/api/v1/charges/agents", .name = "charge_agents", .zh = "按汇总单位合计", .en = "What an agent totals: the education bureau for private schools",
	  .perm = PERM_CHARGE_READ, .tx = TX_READ, .out = &agents_out_shape, .run = run_agents },
	{ .method = "GET", .path = "/api/v1/charges/statements/{payer_id}", .name = "charge_statement", .zh = "一个单位的领用结算单", .en = "A unit's statement",
	  .perm = PERM_CHARGE_READ, .tx = TX_READ, .in = &statement_in_shape, .out = &charge_statement_out_shape, .run = run_statement, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/charges/statements/{payer_id}/file", .name = "charge_statement_file", .zh = "打印或导出领用结算单",
	  .en = "A unit's statement as a file", .perm = PERM_CHARGE_READ, .tx = TX_READ, .in = &statement_file_in_shape, .out = &charge_file_shape,
	  .run = run_statement_file, .fails = { ERR_NOT_FOUND } },
	DOC_LIST_OP(charge, PERM_CHARGE_READ, "领用计费单列表", "Charges") DOC_GET_OP(charge, PERM_CHARGE_READ, "一张领用计费单", "One charge with its lines")
	{ 0 },
};
