/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/work.h"
#include "base/civil.h"
#include "base/text.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Reading cells and telling what is wrong with them. */

static bool blank_at(const char *s, size_t *ret_n)
{
	*ret_n = strchr(" \t\r\n", *s) && *s ? 1 : strncmp(s, "\xc2\xa0", 2) == 0 ? 2 : strncmp(s, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
	return *ret_n > 0;
}

/* Without blanks at its ends, in place: the table's text is ours alone. */
static char *trim(char *text)
{
	size_t n, end = 0;

	while (blank_at(text, &n))
		text += n;
	for (size_t i = 0; text[i]; i += n)
		if (!blank_at(text + i, &n))
			end = i + (n = 1);
	if (text[end])
		text[end] = '\0';
	return text;
}

const char *work_cell(struct work *w, size_t row, int field)
{
	const char *cell;

	if (w->column[field] == ABSENT)
		return "";
	cell = table_cell(&w->table, w->rows[row].at, (size_t)w->column[field]);
	return *cell ? csv_unguard(trim((char *)(uintptr_t)cell)) : "";
}

/* Full-width digits, letters and signs as plain ones: ３０ is 30. */
static const char *narrow(struct work *w, const char *text)
{
	struct buf out = BUF(&w->cx->mem);

	if (!strchr(text, '\xef'))
		return text;
	for (const unsigned char *s = (const unsigned char *)text; *s; s++) {
		if (s[0] == 0xef && (s[1] == 0xbc || s[1] == 0xbd) && s[2] >= 0x80 && !(s[1] == 0xbd && s[2] > 0x9e)) {
			buf_char(&out, (char)((s[1] == 0xbc ? 0x20 : 0x60) + (s[2] & 0x3f)));
			s += 2;
		} else {
			buf_char(&out, (char)*s);
		}
	}
	return buf_get(&out);
}

static const char *heading(const struct work *w, int field)
{
	return field < 0 ? "" : w->column[field] == ABSENT ? w->kind->fields[field].zh
		: w->headers[w->column[field]].header;
}

/* Cut to what fits a message, at a character's end. */
static const char *shortened(struct work *w, const char *value)
{
	size_t n = 0;
	int characters = 0;

	while (value[n] && characters < EXCHANGE_VALUE_MAX) {
		n++;
		while ((unsigned char)value[n] >> 6 == 2)
			n++;
		characters++;
	}
	return value[n] ? arena_print(&w->cx->mem, "%.*s…", (int)n, value) : value;
}

static void add_fault(struct work *w, size_t row, int field, const char *column, const char *zh, const char *en)
{
	const char *value = field < 0 ? "" : work_cell(w, row, field);

	w->n_bad += !w->rows[row].bad;
	w->rows[row].bad = true;
	w->n_faults++;
	if (w->reasons)
		buf_print(&w->reasons[row], "%s%s: %s", w->reasons[row].n ? "; " : "", column, zh);
	if (w->faults_kept == EXCHANGE_FAULTS_MAX)
		return;
	arena_push(&w->cx->mem, w->faults, w->faults_kept, w->faults_room) = (struct exchange_fault){
		.row = (int64_t)table_sheet_row(&w->table, w->rows[row].at), .column = column,
		.value = shortened(w, value), .zh = zh, .en = en };
}

/* Reasons nobody will read are not written: a file may have millions. */
static bool is_told(const struct work *w) { return w->reasons || w->faults_kept < EXCHANGE_FAULTS_MAX; }

void work_bad(struct work *w, size_t row, int field, const char *zh, const char *en, ...)
{
	char texts[2][FAULT_TEXT_MAX] = { "", "" };
	va_list args, again;

	va_start(args, en);
	va_copy(again, args);
	if (is_told(w)) {
		vsnprintf(texts[0], sizeof texts[0], zh, args);
		vsnprintf(texts[1], sizeof texts[1], en, again);
	}
	va_end(again);
	va_end(args);
	add_fault(w, row, field, heading(w, field), is_told(w) ? arena_text(&w->cx->mem, texts[0]) : "",
		  is_told(w) ? arena_text(&w->cx->mem, texts[1]) : "");
}

void work_bad_fault(struct work *w, size_t row)
{
	struct fault *f = &w->cx->fault;
	const char *dot = strrchr(f->field, '.'), *name = dot ? dot + 1 : f->field;
	int field = ABSENT;

	for (size_t i = 0; i < w->kind->n_fields; i++)
		if (strcmp(w->kind->fields[i].name, name) == 0)
			field = (int)i;
	add_fault(w, row, field, field == ABSENT ? "" : heading(w, field), arena_text(&w->cx->mem, f->zh),
		  arena_text(&w->cx->mem, f->en));
	*f = (struct fault){ 0 };
}

bool work_read_i64(struct work *w, size_t row, int field, int64_t min, int64_t max, int64_t *ret)
{
	const char *cell = narrow(w, work_cell(w, row, field));

	*ret = 0;
	if (!*cell && !w->kind->fields[field].required)
		return true;
	if (!*cell)
		work_bad(w, row, field, "请填写", "fill this in");
	else if (!text_read_i64(cell, ret))
		work_bad(w, row, field, "应为整数，如 120；不带单位、逗号和小数",
			 "must be a whole number like 120, without unit, comma or decimals");
	else if (*ret < min || *ret > max)
		work_bad(w, row, field, "应在 %lld 与 %lld 之间", "must lie between %lld and %lld", (long long)min, (long long)max);
	else
		return true;
	return false;
}

/* "2026-11-21", "2026/11/2", "2026.11.21", "20261121", "2026年11月21日" */
static bool read_day(const char *text, int64_t *ret)
{
	int part[3] = { 0 }, n = 0, digits = 0;
	char iso[11];

	if (strlen(text) == 8 && strspn(text, "0123456789") == 8) {
		snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
		return civil_read_day(iso, ret);
	}
	for (const char *s = text; *s; ) {
		if (isdigit((unsigned char)*s) && digits < 4 && n < 3) {
			part[n] = part[n] * 10 + (*s++ - '0');
			digits++;
			continue;
		}
		if (!digits || n == 3)
			return false;
		n++;
		digits = 0;
		if (strchr("-/.", *s) && n < 3)
			s++;
		else if (strncmp(s, n == 1 ? "年" : n == 2 ? "月" : "日", 3) == 0)
			s += 3;
		else
			return false;
	}
	n += digits > 0;
	if (n != 3 || part[0] < 1970 || part[1] > 99 || part[2] > 99)
		return false;
	snprintf(iso, sizeof iso, "%04u-%02u-%02u", (unsigned)part[0] % 10000, (unsigned)part[1] % 100, (unsigned)part[2] % 100);
	return civil_read_day(iso, ret);
}

bool work_read_day(struct work *w, size_t row, int field, int64_t *ret)
{
	const char *cell = narrow(w, work_cell(w, row, field));

	*ret = 0;
	if (!*cell && !w->kind->fields[field].required)
		return true;
	if (*cell && read_day(cell, ret))
		return true;
	work_bad(w, row, field, "应为日期，如 2026-11-21", "must be a day like 2026-11-21");
	return false;
}

/* Sign, digits, fraction of at most `places` digits, as a whole number of 10^-places. */
static bool read_decimal(const char *text, int places, int64_t *ret)
{
	bool minus = *text == '-';
	int64_t v = 0;
	int point = ABSENT;

	text += minus;
	if (!isdigit((unsigned char)*text))
		return false;
	for (; *text; text++) {
		if (*text == '.' && point == ABSENT && isdigit((unsigned char)text[1])) {
			point = 0;
			continue;
		}
		if (!isdigit((unsigned char)*text))
			return false;
		if (point != ABSENT && point == places)
			continue;                        /* finer than we keep */
		if (v > INT64_MAX / 100)
			return false;
		v = v * 10 + (*text - '0');
		point += point != ABSENT;
	}
	for (int i = point == ABSENT ? 0 : point; i < places; i++)
		if (__builtin_mul_overflow(v, (int64_t)10, &v))
			return false;
	*ret = minus ? -v : v;
	return true;
}

bool work_read_degrees(struct work *w, size_t row, int field, int64_t most, int64_t *ret_e7)
{
	const char *cell = narrow(w, work_cell(w, row, field));

	*ret_e7 = 0;
	if (!*cell)
		return true;
	if (read_decimal(cell, 7, ret_e7) && *ret_e7 >= -most * 10000000 && *ret_e7 <= most * 10000000)
		return true;
	work_bad(w, row, field, "应为 -%lld 到 %lld 的度数，如 120.1234567", "must be degrees from -%lld to %lld, like 120.1234567",
		 (long long)most, (long long)most);
	return false;
}

bool work_read_fraction(struct work *w, size_t row, int field, int64_t *ret_num, int64_t *ret_den)
{
	const char *cell = narrow(w, work_cell(w, row, field));
	int64_t num = 0, den = 1000000, a, b;

	*ret_num = 0;
	*ret_den = 1;
	if (!*cell)
		return true;
	if (!read_decimal(cell, 6, &num) || num < 0 || num > INT64_C(1000000000000)) {
		work_bad(w, row, field, "应为不小于零的数，如 0.5", "must be a number of at least zero, like 0.5");
		return false;
	}
	for (a = num, b = den; b; ) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	*ret_num = num / a;
	*ret_den = den / a;
	return true;
}

/* Is `cell` one of the words of "english|中文|另名"? */
static bool is_word(const char *list, const char *cell)
{
	size_t n = strlen(cell);

	for (const char *at = list; n; at += strcspn(at, "|") + 1) {
		if (strncasecmp(at, cell, n) == 0 && (at[n] == '|' || !at[n]))
			return true;
		if (!at[strcspn(at, "|")])
			break;
	}
	return false;
}

bool work_read_word(struct work *w, size_t row, int field, const char *const *words, int64_t *ret)
{
	const char *cell = work_cell(w, row, field);
	struct buf zh = BUF(&w->cx->mem), en = BUF(&w->cx->mem);

	*ret = 0;
	if (!*cell && !w->kind->fields[field].required)
		return true;
	for (size_t i = 0; words[i]; i++)
		if (is_word(words[i], cell)) {
			*ret = (int64_t)i;
			return true;
		}
	for (size_t i = 0; words[i] && is_told(w); i++)
		if (*words[i]) {
			const char *word = words[i], *chinese = strchr(word, '|') ? strchr(word, '|') + 1 : word;

			buf_print(&zh, "%s%.*s", zh.n ? "、" : "", (int)strcspn(chinese, "|"), chinese);
			buf_print(&en, "%s%.*s", en.n ? ", " : "", (int)strcspn(word, "|"), word);
		}
	work_bad(w, row, field, "应为：%s%.0s", "must be one of: %.0s%s", buf_get(&zh), buf_get(&en));
	return false;
}

struct map work_unique(struct work *w, int field)
{
	struct map seen = MAP(&w->cx->mem);
	int64_t other;

	for (size_t r = 0; r < w->n_rows; r++) {
		const char *key = work_cell(w, r, field);

		if (!*key)
			work_bad(w, r, field, "请填写", "fill this in");
		else if (map_get(&seen, key, &other))
			work_bad(w, r, field, "与第 %zu 行重复", "is in row %zu already",
				 table_sheet_row(&w->table, w->rows[other].at));
		else
			map_put(&seen, key, (int64_t)r);
	}
	return seen;
}

void *work_good(struct work *w, size_t *ret_n)
{
	size_t bytes = w->kind->record_bytes, n = 0;
	char *packed = arena_new(&w->cx->mem, (w->n_rows - w->n_bad) * bytes + 1);

	for (size_t r = 0; r < w->n_rows; r++)
		if (!w->rows[r].bad)
			memcpy(packed + n++ * bytes, w->records + r * bytes, bytes);
	*ret_n = n;
	return packed;
}

enum err work_make(struct work *w, work_maker *maker, const void *rows, size_t n)
{
	struct arena *mem = &w->cx->mem, kept = *mem, used;
	struct doc_moved moved;
	int64_t doc_id = 0;
	enum err e;

	*mem = (struct arena){ 0 };
	e = maker(w, rows, n, &doc_id, &moved);
	used = *mem;
	*mem = kept;
	if (!e) {
		w->created++;
		if (w->n_documents < EXCHANGE_DOCUMENTS_MAX)
			arena_push(mem, w->documents, w->n_documents, w->documents_room) = (struct exchange_document){
				doc_id, arena_text(mem, moved.number), arena_text(mem, moved.state) };
	}
	arena_reset(&used);
	return e;
}

const char *out_i64(struct arena *mem, int64_t value) { return value ? arena_print(mem, "%lld", (long long)value) : ""; }

const char *out_day(struct arena *mem, int64_t day)
{
	char text[11];

	return day ? arena_text(mem, civil_write_day(day, text)) : "";
}

const char *out_degrees(struct arena *mem, bool has, int64_t e7)
{
	int64_t size = e7 < 0 ? -e7 : e7;

	return has ? arena_print(mem, "%s%lld.%07lld", e7 < 0 ? "-" : "", (long long)(size / 10000000), (long long)(size % 10000000)) : "";
}
