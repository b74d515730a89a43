/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/report/names.h"
#include "base/civil.h"
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"
#include <string.h>

/* A document as a page to sign.  Lots are read from the journal: what really
 * moved, not what was meant to. */
enum { ENTRIES_MAX = 1000, POSTINGS_MAX = LEDGER_POSTINGS_MAX };

struct moved { int64_t line_no, lot_id, qty; };
struct voucher {
	struct ctx   *cx;
	struct doc    doc;
	const struct doc_kind *kind;
	bool          inward;                   /* 入库: goods come to rest; else they leave */
	struct names  names;
	struct moved *moved;  size_t n_moved, room;
};

static bool is_inward(const char *kind) { return strncmp(kind, "receipt", 7) == 0 || strcmp(kind, "opening") == 0; }

static bool is_printable(const char *kind)
{
	static const char *const kinds[] = { "issue", "handout", "transfer", "dispatch" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i], kind) == 0)
			return true;
	return is_inward(kind);
}

/* Of an inward document what is put down in the house, of an outward one what leaves it. */
static bool counts(const struct voucher *v, const struct ledger_posting *p)
{
	const struct account_info *info = ledger_account_info(p->account.kind);
	bool house = info && (info->flags & ACC_HOUSE);

	if (v->inward)
		return p->account.kind == ACC_STORE || p->account.kind == ACC_DOCK;
	return house && (p->account.place_id != v->doc.to_place_id || v->doc.from_place_id == v->doc.to_place_id);
}

static void add_moved(struct voucher *v, int64_t line_no, int64_t lot_id, int64_t qty)
{
	for (size_t i = v->n_moved; i-- > 0 && v->moved[i].line_no == line_no;)
		if (v->moved[i].lot_id == lot_id) {
			v->moved[i].qty += qty;
			return;
		}
	for (size_t i = 0; i < v->n_moved; i++)
		if (v->moved[i].line_no == line_no && v->moved[i].lot_id == lot_id) {
			v->moved[i].qty += qty;
			return;
		}
	arena_push(&v->cx->mem, v->moved, v->n_moved, v->room) = (struct moved){ line_no, lot_id, qty };
}

static enum err gather_lots(struct voucher *v)
{
	struct ledger_journal *entries;
	struct ledger_posting *postings;
	size_t n, m;

	TRY(ledger_journal_page(v->cx, v->doc.doc_id, 0, ENTRIES_MAX, &entries, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(ledger_postings(v->cx, entries[i].seq, POSTINGS_MAX, &postings, &m));
		for (size_t k = 0; k < m; k++)
			if (postings[k].line_no && counts(v, &postings[k]))
				add_moved(v, postings[k].line_no, postings[k].lot_id, v->inward ? postings[k].qty : -postings[k].qty);
	}
	return ERR_OK;
}

static const char *party_name(struct voucher *v, int64_t id)
{
	const struct place *place = names_place(&v->names, id);
	const char *name;

	if (!id || place)
		return place ? place->name : "";
	return !document_who(v->cx, id, &name) && name ? name : "";      /* nobody we know: a line to fill in by hand */
}

static const struct sheet_column in_columns[] = {
	{ "序号", SHEET_CENTRED }, { "物资编码" }, { "品名" }, { "规格型号" }, { "单位", SHEET_CENTRED }, { "应收", SHEET_NUMBER },
	{ "实收", SHEET_NUMBER }, { "差异", SHEET_NUMBER }, { "批号" }, { "生产日期", SHEET_CENTRED }, { "有效期至", SHEET_CENTRED },
	{ "备注", SHEET_TEXT, 10 } };
static const struct sheet_column out_columns[] = {
	{ "序号", SHEET_CENTRED }, { "物资编码" }, { "品名" }, { "规格型号" }, { "单位", SHEET_CENTRED }, { "申请量", SHEET_NUMBER },
	{ "批准量", SHEET_NUMBER }, { "实发量", SHEET_NUMBER }, { "实收量", SHEET_NUMBER }, { "批号" }, { "有效期至", SHEET_CENTRED },
	{ "备注", SHEET_TEXT, 10 } };

/* The figures of a line stand in the first of its rows only; lots below it have their own quantity as a remark. */
static enum err add_line_row(struct voucher *v, struct cells *c, const struct doc_line *l, const struct moved *m, bool first, bool several)
{
	const struct item *item = names_item(&v->names, l->item_id);
	const int64_t *n = l->counter;
	struct ledger_lot lot = { .batch = "" };
	struct arena *mem = c->mem;

	if (m)
		TRY(ledger_lot_get(v->cx, m->lot_id, &lot));
	cells_add(c, first ? show_i64(mem, l->line_no) : "");
	cells_add(c, first && item ? item->code : "");
	cells_add(c, first && item ? item->zh : "");
	cells_add(c, first && item ? names_spec(mem, item) : "");
	cells_add(c, first && item ? item->unit : "");
	cells_add(c, first ? show_i64(mem, n[ASKED]) : "");
	if (v->inward) {
		cells_add(c, first ? show_i64(mem, n[TAKEN]) : "");
		cells_add(c, first ? show_i64(mem, n[TAKEN] - n[ASKED]) : "");
	} else {
		cells_add(c, first ? show_i64(mem, n[GRANTED] - n[DROPPED]) : "");
		cells_add(c, first ? show_i64(mem, n[SENT]) : "");
		cells_add(c, first && (n[TAKEN] || n[SHORT]) ? show_i64(mem, n[TAKEN]) : "");
	}
	cells_add(c, lot.batch);
	if (v->inward)
		cells_add(c, show_day(mem, lot.made_day));
	cells_add(c, show_day(mem, lot.expiry_day));
	cells_add(c, several && m && item ? item_show(mem, item, m->qty) : "");
	return ERR_OK;
}

static enum err add_rows(struct voucher *v, struct cells *c)
{
	for (size_t i = 0; i < v->doc.n_lines; i++) {
		const struct doc_line *l = &v->doc.lines[i];
		size_t lots = 0, at = 0;

		for (size_t k = 0; k < v->n_moved; k++)
			lots += v->moved[k].line_no == l->line_no && v->moved[k].qty > 0;
		if (!lots)
			TRY(add_line_row(v, c, l, NULL, true, false));
		for (size_t k = 0; k < v->n_moved && lots; k++)
			if (v->moved[k].line_no == l->line_no && v->moved[k].qty > 0)
				TRY(add_line_row(v, c, l, &v->moved[k], at++ == 0, lots > 1));
	}
	return ERR_OK;
}

/* Who did what when, by step; the people are in the signatures, not in print. */
static enum err history_line(struct voucher *v, const char **ret)
{
	struct doc_event *events;
	struct buf text = BUF(&v->cx->mem);
	size_t n;

	TRY(document_history(v->cx, v->doc.doc_id, &events, &n));
	for (size_t i = 0; i < n; i++) {
		const struct doc_step *step = doc_step_find(v->kind, events[i].from_state, events[i].verb);
		char when[30];

		if (!step || events[i].reverses_seq)
			continue;
		civil_write_time(events[i].happened_ms ? events[i].happened_ms : events[i].posted_ms, when);
		buf_print(&text, "%s%s %.10s %.5s", text.n ? "；" : "经办记录：", step->zh, when, when + 11);
	}
	*ret = buf_get(&text);
	return ERR_OK;
}

static enum err print(struct voucher *v, struct report_file *ret)
{
	static const char *const in_signatures[] = { "送货人：", "验收人：", "验收人：", "保管员：" };
	static const char *const out_signatures[] = { "发货人：", "提货人：", "签收人：", "时间：" };
	struct ctx *cx = v->cx;
	struct cells c = { .mem = &cx->mem };
	const char *lines[3], *history;
	struct sheet sheet = { .name = "单据", .title = v->kind->zh, .lines = lines, .n_lines = 3,
		.columns = v->inward ? in_columns : out_columns, .n_columns = 12 };

	TRY(history_line(v, &history));
	TRY(add_rows(v, &c));
	lines[0] = arena_print(&cx->mem, "单号：%s    日期：%s", *v->doc.number ? v->doc.number : "（草稿）",
			       show_day(&cx->mem, civil_day_of(v->doc.created_ms)));
	lines[1] = v->inward ? arena_print(&cx->mem, "仓库：%s    来源单位：%s    依据文号：", party_name(v, v->doc.to_place_id), party_name(v, v->doc.giver_id))
		: arena_print(&cx->mem, "调出：%s    调入/领用单位：%s    送达：%s", party_name(v, v->doc.from_place_id ? v->doc.from_place_id : v->doc.n_lines ? v->doc.lines[0].place_id : 0),
			      party_name(v, v->doc.taker_id),
			      party_name(v, v->doc.to_place_id));
	lines[2] = v->inward ? "质检结果：        库位：" : arena_print(&cx->mem, "承运：%s    车牌：            封签号：            温度（冷链）：",
								    party_name(v, v->doc.carrier_id));
	sheet.cells = c.at;
	sheet.n_rows = c.n / sheet.n_columns;
	sheet.foot = &history;
	sheet.n_foot = *history ? 1 : 0;
	return report_write(cx, &(struct report_page){ .name = arena_print(&cx->mem, "voucher-%s", *v->doc.number ? v->doc.number : "draft"),
		.sheets = &sheet, .n_sheets = 1, .signatures = v->inward ? in_signatures : out_signatures, .n_signatures = 4, .landscape = true,
		.qr = *v->doc.number ? v->doc.number : NULL }, REPORT_PDF, ret);
}

enum err report_voucher(struct ctx *cx, int64_t doc_id, struct report_file *ret)
{
	struct voucher v = { .cx = cx };

	TRY(document_see(cx, doc_id, &v.doc));
	v.kind = doc_kind_find(v.doc.kind);
	if (!v.kind || !is_printable(v.doc.kind))
		return fail(cx, ERR_BAD_STATE, "doc_id", "“%s”不是出入库单据，没有凭证可打印", "a %s is no receipt or issue; there is no voucher to print",
			    v.kind ? v.kind->zh : v.doc.kind);
	v.inward = is_inward(v.doc.kind);
	if (!v.doc.number)
		v.doc.number = "";
	TRY(names_load(cx, &v.names));
	TRY(gather_lots(&v));
	return print(&v, ret);
}
