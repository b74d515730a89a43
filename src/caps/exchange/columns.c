/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/work.h"
#include "exchange.sql.h"
#include <ctype.h>
#include <string.h>

/* Which column is which field: what the caller says, then what this account
 * said before, then the headings we know. */

enum { HEADER_MAX = 200 };

/* A heading without what people put around it: blanks, line breaks, *, and a remark in brackets at its end. */
static const char *plain(struct arena *mem, const char *header)
{
	struct buf out = BUF(mem);

	for (const char *s = header; *s; s++) {
		if (out.n && (*s == '(' || strncmp(s, "（", 3) == 0))
			break;
		if (strncmp(s, "\xe3\x80\x80", 3) == 0 || strncmp(s, "：", 3) == 0)
			s += 2;
		else if (strncmp(s, "\xc2\xa0", 2) == 0)
			s += 1;
		else if (!strchr(" \t\r\n*:", *s))
			buf_char(&out, (char)tolower((unsigned char)*s));
	}
	return buf_get(&out);
}

static bool means(const struct exchange_field *f, const char *header)
{
	size_t n = strlen(header);

	if (strcmp(header, f->name) == 0 || strcmp(header, f->zh) == 0)
		return true;
	for (const char *at = f->also ? f->also : ""; *at; at += strcspn(at, "|") + (at[strcspn(at, "|")] == '|'))
		if (strcspn(at, "|") == n && memcmp(at, header, n) == 0)
			return true;
	return false;
}

static int field_named(const struct work *w, const char *name, size_t n)
{
	for (size_t i = 0; i < w->kind->n_fields; i++)
		if (strlen(w->kind->fields[i].name) == n && memcmp(w->kind->fields[i].name, name, n) == 0)
			return (int)i;
	return ABSENT;
}

static enum err take(struct work *w, size_t column, int field, bool surely)
{
	if (w->column[field] != ABSENT && !surely)
		return fail(w->cx, ERR_BAD_INPUT, "columns", "“%.40s”和“%.40s”两列都像“%s”；请指明用哪一列",
			    "the columns \"%.40s\" and \"%.40s\" both look like %s; say which one to use",
			    w->headers[w->column[field]].header, w->headers[column].header, w->kind->fields[field].name);
	if (w->column[field] != ABSENT)
		w->headers[w->column[field]].field = "";
	w->column[field] = (int)column;
	w->headers[column].field = w->kind->fields[field].name;
	return ERR_OK;
}

/* One "field=heading" of what the caller says. */
static enum err take_said(struct work *w, const char *said, size_t n, bool *taken)
{
	const char *equals = memchr(said, '=', n), *header;
	size_t name_n = equals ? (size_t)(equals - said) : n, header_n = n - name_n - 1;
	int field = name_n ? field_named(w, said, name_n) : ABSENT;

	if (!equals || (name_n && field == ABSENT))
		return fail(w->cx, ERR_BAD_INPUT, "columns", "“%.*s”不是“字段=列名”，或没有这个字段",
			    "\"%.*s\" is not field=heading, or there is no such field", (int)n, said);
	for (size_t c = 0; c < w->table.n_columns; c++) {
		header = w->headers[c].header;
		if (strlen(header) != header_n || memcmp(header, equals + 1, header_n) != 0)
			continue;
		taken[c] = true;
		return name_n ? take(w, c, field, true) : ERR_OK;
	}
	return fail(w->cx, ERR_BAD_INPUT, "columns", "文件里没有列“%.*s”", "the file has no column \"%.*s\"",
		    (int)header_n, equals + 1);
}

static enum err take_all_said(struct work *w, bool *taken)
{
	for (const char *at = w->file->columns ? w->file->columns : ""; *at; ) {
		size_t n = strcspn(at, ";");

		if (n)
			TRY(take_said(w, at, n, taken));
		at += n + (at[n] == ';');
	}
	return ERR_OK;
}

static enum err take_remembered(struct work *w, bool *taken)
{
	struct exchange_headings_row *rows;
	size_t n;

	TRY(exchange_headings(w->cx, (struct exchange_headings_in){ .district_id = w->cx->district_id,
		.account_id = w->cx->actor->account_id, .what = w->file->what, .limit = HEADER_MAX }, &rows, &n, HEADER_MAX));
	for (size_t i = 0; i < n; i++)
		for (size_t c = 0; c < w->table.n_columns; c++) {
			int field = field_named(w, rows[i].field, strlen(rows[i].field));

			if (taken[c] || strcmp(rows[i].heading, w->headers[c].header) != 0)
				continue;
			taken[c] = true;
			if (field != ABSENT && w->column[field] == ABSENT)
				TRY(take(w, c, field, true));
		}
	return ERR_OK;
}

static enum err take_known(struct work *w, const bool *taken)
{
	for (size_t c = 0; c < w->table.n_columns; c++) {
		const char *header = plain(&w->cx->mem, w->headers[c].header);

		for (size_t f = 0; f < w->kind->n_fields && !taken[c] && *header; f++)
			if (means(&w->kind->fields[f], header)
			    && (w->column[f] == ABSENT || !taken[w->column[f]])) {
				TRY(take(w, c, (int)f, false));
				break;
			}
	}
	return ERR_OK;
}

static enum err missing(struct work *w)
{
	struct buf names = BUF(&w->cx->mem), have = { .mem = &w->cx->mem, .max = 200 };

	for (size_t f = 0; f < w->kind->n_fields; f++)
		if (w->kind->fields[f].required && w->column[f] == ABSENT)
			buf_print(&names, "%s%s(%s)", names.n ? ", " : "", w->kind->fields[f].name, w->kind->fields[f].zh);
	if (!names.n)
		return ERR_OK;
	for (size_t c = 0; c < w->table.n_columns; c++)
		buf_print(&have, "%s%s", have.n ? ", " : "", w->headers[c].header);
	return fail(w->cx, ERR_BAD_INPUT, "columns", "缺少列：%s；第一行现有：%s", "missing columns: %s; the first row has: %s",
		    buf_get(&names), buf_get(&have));
}

enum err work_find_columns(struct work *w)
{
	size_t n = w->table.n_columns;
	bool *taken = arena_array(&w->cx->mem, bool, n + 1);

	if (!w->table.n_rows)
		return fail(w->cx, ERR_BAD_INPUT, "body", "文件是空的", "the file is empty");
	w->headers = arena_array(&w->cx->mem, struct exchange_column, n + 1);
	for (size_t c = 0; c < n; c++) {
		const char *header = csv_unguard(table_cell(&w->table, 0, c));

		w->headers[c] = (struct exchange_column){ .header = header, .field = "" };
	}
	for (size_t f = 0; f < FIELDS_MAX; f++)
		w->column[f] = ABSENT;
	TRY(take_all_said(w, taken));
	TRY(take_remembered(w, taken));
	TRY(take_known(w, taken));
	return missing(w);
}

enum err work_remember_columns(struct work *w)
{
	for (const char *at = w->file->columns ? w->file->columns : ""; *at; ) {
		size_t n = strcspn(at, ";"), name_n = strcspn(at, "=");

		if (n)
			TRY(exchange_remember(w->cx, (struct exchange_remember_in){ .district_id = w->cx->district_id,
				.account_id = w->cx->actor->account_id, .what = w->file->what, .changed_ms = w->cx->now_ms,
				.field = arena_bytes(&w->cx->mem, at, name_n),
				.heading = arena_bytes(&w->cx->mem, at + name_n + 1, n - name_n - 1) }));
		at += n + (at[n] == ';');
	}
	return ERR_OK;
}
