/* SPDX-License-Identifier: Apache-2.0 */
/* The table of a form: a row for each line, or for each lot of it that moved. */
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/paper/paper_work.h"
#include <string.h>

enum { ENTRIES_MAX = 1000, POSTINGS_MAX = LEDGER_POSTINGS_MAX };

static const struct { const char *title; enum sheet_kind kind; } usual[SHOWS_N] = {
	[SHOWS_NO] = { "序号", SHEET_CENTRED }, [SHOWS_CODE] = { "物资编码" }, [SHOWS_NAME] = { "品名" }, [SHOWS_SPEC] = { "规格" },
	[SHOWS_UNIT] = { "单位", SHEET_CENTRED }, [SHOWS_ASKED] = { "数量", SHEET_NUMBER }, [SHOWS_GRANTED] = { "批准", SHEET_NUMBER },
	[SHOWS_SENT] = { "发出", SHEET_NUMBER }, [SHOWS_ARRIVED] = { "到达", SHEET_NUMBER }, [SHOWS_SHORT] = { "短少", SHEET_NUMBER },
	[SHOWS_LOST] = { "损失", SHEET_NUMBER }, [SHOWS_TAKEN] = { "实收", SHEET_NUMBER }, [SHOWS_BACK] = { "退回", SHEET_NUMBER },
	[SHOWS_BILLED] = { "开票", SHEET_NUMBER }, [SHOWS_PAID] = { "付款", SHEET_NUMBER }, [SHOWS_DIFFERENCE] = { "差异", SHEET_NUMBER },
	[SHOWS_DIRECTION] = { "出入", SHEET_CENTRED }, [SHOWS_BATCH] = { "批号" }, [SHOWS_MADE] = { "生产日期", SHEET_CENTRED },
	[SHOWS_EXPIRY] = { "有效期至", SHEET_CENTRED }, [SHOWS_SERIAL] = { "编号" }, [SHOWS_PRICE] = { "单价（元）", SHEET_NUMBER },
	[SHOWS_WORTH] = { "金额（元）", SHEET_NUMBER }, [SHOWS_PLACE] = { "地点" }, [SHOWS_OWNER] = { "货权" }, [SHOWS_REMARK] = { "备注" },
	[SHOWS_OWN1] = { "一" }, [SHOWS_OWN2] = { "二" }, [SHOWS_OWN3] = { "三" },
};

/* ---- lots ---- */

/* Of an inward document what is put down in the house, of an outward one what leaves it. */
static bool counts(const struct paper_work *w, const struct ledger_posting *p)
{
	const struct account_info *info = ledger_account_info(p->account.kind);
	bool house = info && (info->flags & ACC_HOUSE);

	if (w->form.lots == LOTS_IN)
		return p->account.kind == ACC_STORE || p->account.kind == ACC_DOCK;
	return house && (p->account.place_id != w->doc.to_place_id || w->doc.from_place_id == w->doc.to_place_id);
}

static void add_moved(struct paper_work *w, int64_t line_no, int64_t lot_id, int64_t qty)
{
	for (size_t i = w->n_moved; i-- > 0;)
		if (w->moved[i].lot_id == lot_id && w->moved[i].line_no == line_no) {
			w->moved[i].qty += qty;
			return;
		}
	arena_push(&w->cx->mem, w->moved, w->n_moved, w->room) = (struct paper_moved){ line_no, lot_id, qty };
}

static enum err gather_lots(struct paper_work *w)
{
	struct ledger_journal *entries;
	struct ledger_posting *postings;
	size_t n, m;

	if (w->form.lots == LOTS_OF_LINE || w->doc.n_lines > 2000)      /* a long document lists its lines only */
		return ERR_OK;
	TRY(ledger_journal_page(w->cx, w->doc.doc_id, 0, ENTRIES_MAX, &entries, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(ledger_postings(w->cx, entries[i].seq, POSTINGS_MAX, &postings, &m));
		for (size_t k = 0; k < m; k++)
			if (postings[k].line_no && counts(w, &postings[k]))
				add_moved(w, postings[k].line_no, postings[k].lot_id, w->form.lots == LOTS_IN ? postings[k].qty : -postings[k].qty);
	}
	return ERR_OK;
}

/* ---- money ---- */

bool paper_has_price(const struct paper_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (w->doc.lines[i].price_fen)
			return true;
	return false;
}

/* While nothing of it has come yet, what was asked for. */
static int64_t priced_qty(const struct paper_work *w, const struct doc_line *l)
{
	bool begun = false;

	for (size_t i = 0; i < w->doc.n_lines; i++)
		begun |= w->doc.lines[i].counter[w->form.worth_of] > 0;
	return l->counter[begun ? w->form.worth_of : ASKED];
}

int64_t paper_worth(const struct paper_work *w)
{
	int64_t sum = 0;

	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (__builtin_add_overflow(sum, doc_worth(&w->doc.lines[i], WHOLE_PRICE, priced_qty(w, &w->doc.lines[i])), &sum))
			return INT64_MAX;
	return sum;
}

/* ---- cells ---- */

struct row { const struct doc_line *line; struct item item; struct ledger_lot lot; const char *place, *owner; int64_t lot_qty; bool first, several; };

static const char *number(struct arena *mem, int64_t value) { return arena_print(mem, "%lld", (long long)value); }

static const char *day(struct arena *mem, int64_t value)
{
	char text[11];

	return value ? arena_text(mem, civil_write_day(value, text)) : "";
}

/* "9,600.00" */
static const char *money(struct arena *mem, int64_t fen)
{
	const char *plain = text_write_money(mem, fen), *digits = plain + (*plain == '-');
	size_t whole = strcspn(digits, "."), n = 0;
	char *out = arena_new(mem, strlen(plain) + whole / 3 + 2);

	if (digits != plain)
		out[n++] = '-';
	for (size_t i = 0; digits[i]; i++) {
		if (i && i < whole && (whole - i) % 3 == 0)
			out[n++] = ',';
		out[n++] = digits[i];
	}
	return out;
}

static const char *price(struct arena *mem, const struct doc_line *l)
{
	if (!l->price_fen)
		return "";
	return l->price_units == 1 ? money(mem, l->price_fen) : arena_print(mem, "%s/%lld", money(mem, l->price_fen), (long long)l->price_units);
}

static bool counter_of(enum paper_shows shows, const int64_t n[COUNTERS], int64_t *ret)
{
	switch (shows) {
	case SHOWS_ASKED:      *ret = n[ASKED]; return true;
	case SHOWS_GRANTED:    *ret = n[GRANTED] - n[DROPPED]; return true;
	case SHOWS_SENT:       *ret = n[SENT]; return true;
	case SHOWS_ARRIVED:    *ret = n[ARRIVED]; return true;
	case SHOWS_SHORT:      *ret = n[SHORT]; return true;
	case SHOWS_LOST:       *ret = n[LOST]; return true;
	case SHOWS_TAKEN:      *ret = n[TAKEN]; return true;
	case SHOWS_BACK:       *ret = n[BACK]; return true;
	case SHOWS_BILLED:     *ret = n[BILLED]; return true;
	case SHOWS_PAID:       *ret = n[PAID]; return true;
	case SHOWS_DIFFERENCE: *ret = n[TAKEN] - n[ASKED]; return true;
	default:               return false;
	}
}

/* What has not happened to any line yet is left to be written in by hand. */
static bool has_happened(const struct paper_work *w, enum paper_shows shows)
{
	static const uint8_t of[SHOWS_N] = { [SHOWS_GRANTED] = GRANTED, [SHOWS_SENT] = SENT, [SHOWS_ARRIVED] = ARRIVED, [SHOWS_SHORT] = SHORT, [SHOWS_LOST] = LOST,
		[SHOWS_TAKEN] = TAKEN, [SHOWS_BACK] = BACK, [SHOWS_BILLED] = BILLED, [SHOWS_PAID] = PAID, [SHOWS_DIFFERENCE] = TAKEN };

	return !of[shows] || w->happened[of[shows]];
}

/* What belongs to the line stands in the first of its rows only. */
static const char *of_line(struct paper_work *w, enum paper_shows shows, const struct row *r)
{
	struct arena *mem = &w->cx->mem;
	const struct doc_line *l = r->line;
	int64_t qty;

	if (counter_of(shows, l->counter, &qty))
		return !has_happened(w, shows) ? "" : l->item_id == LEDGER_MONEY ? money(mem, qty) : number(mem, qty);
	switch (shows) {
	case SHOWS_NO:        return number(mem, l->line_no);
	case SHOWS_CODE:      return r->item.code;
	case SHOWS_NAME:      return r->item.zh;
	case SHOWS_SPEC:      return r->item.pack > 1 ? arena_print(mem, "%lld %s/%s", (long long)r->item.pack, r->item.unit, r->item.pack_unit) : "";
	case SHOWS_UNIT:      return r->item.unit;
	case SHOWS_DIRECTION: return l->dir == LINES_OUT ? "出" : l->dir == LINES_IN ? "入" : "";
	case SHOWS_PRICE:     return price(mem, l);
	case SHOWS_WORTH:     return l->price_fen ? money(mem, doc_worth(l, WHOLE_PRICE, priced_qty(w, l))) : "";
	case SHOWS_PLACE:     return r->place;
	case SHOWS_OWNER:     return r->owner;
	case SHOWS_OWN1: case SHOWS_OWN2: case SHOWS_OWN3:
		return w->own.cells ? w->own.cells[(size_t)(l - w->doc.lines) * PAPER_OWN_CELLS + (shows - SHOWS_OWN1)] : "";
	default:              return "";
	}
}

static const char *cell(struct paper_work *w, enum paper_shows shows, const struct row *r)
{
	struct arena *mem = &w->cx->mem;

	switch (shows) {
	case SHOWS_BATCH:  return r->lot.batch;
	case SHOWS_MADE:   return day(mem, r->lot.made_day);
	case SHOWS_EXPIRY: return day(mem, r->lot.expiry_day);
	case SHOWS_SERIAL: return r->lot.serial;
	case SHOWS_REMARK: return r->several ? item_show(mem, &r->item, r->lot_qty) : "";
	default:           return r->first ? of_line(w, shows, r) : "";
	}
}

static void add_row(struct paper_work *w, struct paper_table *t, const struct row *r)
{
	for (size_t c = 0; c < t->n_columns; c++)
		sheet_cell(&t->cells, cell(w, w->form.columns[c].shows, r));
}

static enum err names_of(struct paper_work *w, struct row *r, const struct doc_line *before)
{
	const struct doc_line *l = r->line;

	if (l->item_id == LEDGER_MONEY)
		r->item = (struct item){ .item_id = LEDGER_MONEY, .zh = w->kind->zh, .code = "", .unit = "元", .pack = 1, .pack_unit = "" };
	else if (!before || before->item_id != l->item_id)
		TRY(item_get(w->cx, l->item_id, &r->item));
	if (!before || before->place_id != l->place_id)
		TRY(paper_name_of(w, l->place_id, &r->place));
	if (!before || before->owner_id != l->owner_id)
		TRY(paper_name_of(w, l->owner_id, &r->owner));
	return ERR_OK;
}

static enum err add_line(struct paper_work *w, struct paper_table *t, struct row *r)
{
	size_t lots = 0;

	for (size_t k = 0; k < w->n_moved; k++)
		lots += w->moved[k].line_no == r->line->line_no && w->moved[k].qty > 0;
	r->first = true;
	r->several = lots > 1;
	r->lot = (struct ledger_lot){ .batch = "", .serial = "" };
	if (!lots) {
		if (r->line->lot_id && r->line->item_id != LEDGER_MONEY)
			TRY(ledger_lot_get(w->cx, r->line->lot_id, &r->lot));
		add_row(w, t, r);
	}
	for (size_t k = 0; k < w->n_moved && lots; k++)
		if (w->moved[k].line_no == r->line->line_no && w->moved[k].qty > 0) {
			TRY(ledger_lot_get(w->cx, w->moved[k].lot_id, &r->lot));
			r->lot_qty = w->moved[k].qty;
			add_row(w, t, r);
			r->first = false;
		}
	return ERR_OK;
}

/* Quantities are added up only where they are of one unit. */
static void add_total(struct paper_work *w, struct paper_table *t, bool one_unit)
{
	const bool priced = paper_has_price(w);

	if (!priced && (!one_unit || w->doc.n_lines < 2))
		return;
	t->total = arena_array(&w->cx->mem, const char *, t->n_columns + 1);
	for (size_t c = 0; c < t->n_columns; c++) {
		const enum paper_shows shows = w->form.columns[c].shows;
		int64_t sum = 0, one, nothing[COUNTERS] = { 0 };

		t->total[c] = shows == SHOWS_WORTH && priced ? money(&w->cx->mem, paper_worth(w)) : "";
		if (!one_unit || !counter_of(shows, nothing, &one) || !has_happened(w, shows))
			continue;
		for (size_t i = 0; i < w->doc.n_lines; i++)
			if (counter_of(shows, w->doc.lines[i].counter, &one) && __builtin_add_overflow(sum, one, &sum))
				sum = INT64_MAX;
		t->total[c] = number(&w->cx->mem, sum);
	}
	t->total[0] = "合计";
}

/* Columns for prices are left out where nothing has one. */
static void choose_columns(struct paper_work *w)
{
	size_t n = 0;
	const bool priced = paper_has_price(w);

	for (size_t c = 0; c < sizeof w->form.columns / sizeof *w->form.columns && w->form.columns[c].shows; c++) {
		const enum paper_shows shows = w->form.columns[c].shows;

		if (!priced && (shows == SHOWS_PRICE || shows == SHOWS_WORTH))
			continue;
		w->form.columns[n++] = w->form.columns[c];
	}
	if (n < sizeof w->form.columns / sizeof *w->form.columns)
		w->form.columns[n].shows = SHOWS_END;
}

enum err paper_rows(struct paper_work *w, struct paper_table *ret)
{
	struct row r = { 0 };
	bool one_unit = true;
	const char *unit = NULL;

	choose_columns(w);
	for (size_t i = 0; i < w->doc.n_lines; i++)
		for (int c = 0; c < COUNTERS; c++)
			w->happened[c] |= w->doc.lines[i].counter[c] > 0;
	*ret = (struct paper_table){ .columns = arena_array(&w->cx->mem, struct sheet_column, sizeof w->form.columns / sizeof *w->form.columns + 1),
		.cells = { .mem = &w->cx->mem } };
	for (size_t c = 0; c < sizeof w->form.columns / sizeof *w->form.columns && w->form.columns[c].shows; c++) {
		const struct paper_column *col = &w->form.columns[c];

		ret->columns[ret->n_columns++] = (struct sheet_column){ col->title ? col->title : usual[col->shows].title, usual[col->shows].kind };
	}
	TRY(gather_lots(w));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		r.line = &w->doc.lines[i];
		TRY(names_of(w, &r, i ? &w->doc.lines[i - 1] : NULL));
		one_unit &= !i || text_equal(unit, r.item.unit);
		unit = r.item.unit;
		TRY(add_line(w, ret, &r));
	}
	if (w->doc.n_lines && ret->n_columns)
		add_total(w, ret, one_unit && r.line->item_id != LEDGER_MONEY);
	return ERR_OK;
}
