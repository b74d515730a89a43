/* SPDX-License-Identifier: Apache-2.0 */
#include "file/pdf_page.h"
#include <string.h>

/* What goes where: column widths, row heights, pages. */

enum { WIDTH_MAX_EM = 24, NARROWEST_EM = 5 };  /* of text columns, in characters */

#define SIZE_MOST   9.0
#define SIZE_LEAST  5.0
#define QR_SIDE     68.0

struct wish { double natural, least; };

static double wider(double a, double b) { return a > b ? a : b; }

/* The longest stretch no line may break: for numbers all of it. */
static struct wish column_wish(const struct sheet *s, size_t c, struct face *body, struct face *bold)
{
	const struct sheet_column *column = &s->columns[c];
	double title = face_width(bold, column->title), natural = 0, most = WIDTH_MAX_EM * body->wide;
	double least;

	for (size_t r = 0; r < s->n_rows; r++) {
		const char *cell = s->cells[r * s->n_columns + c];

		if (cell && *cell)
			natural = wider(natural, face_width(r + s->n_totals < s->n_rows ? body : bold, cell));
	}
	least = column->kind == SHEET_TEXT && natural > NARROWEST_EM * body->wide ? NARROWEST_EM * body->wide : natural;
	if (column->kind == SHEET_TEXT && natural > most)
		natural = most;
	if (column->width)
		natural = least = column->width * body->wide / 2;
	title = title > 6 * body->wide ? title / 2 + body->wide : title;      /* a long heading may take two lines */
	return (struct wish){ .natural = wider(natural, title) + 2 * PDF_PAD_X + 1,
			      .least = wider(least, 2 * bold->wide) + 2 * PDF_PAD_X + 1 };
}

/* Widths that add up to `room`; false when the type has to be smaller. */
static bool share_width(const struct wish *wishes, size_t n, double room, double *ret)
{
	double natural = 0, least = 0, give;

	for (size_t c = 0; c < n; c++) {
		natural += wider(wishes[c].natural, wishes[c].least);
		least += wishes[c].least;
	}
	for (size_t c = 0; c < n; c++) {
		double own = wider(wishes[c].natural, wishes[c].least);

		if (natural <= room)
			ret[c] = own * room / natural;
		else if (least <= room)
			ret[c] = wishes[c].least + (own - wishes[c].least) * (room - least) / wider(natural - least, 1);
		else
			ret[c] = wishes[c].least * room / least;
	}
	give = natural <= room ? room : least;
	return give <= room;
}

double pdf_plan_columns(struct pdf_page *p, const struct sheet *s, double room, double most, double least, double *ret)
{
	struct wish *wishes = arena_array(&p->cx->mem, struct wish, s->n_columns + 1);
	double size = most;

	for (;; size -= 0.5) {
		struct face body, bold;

		face_open(&body, p->cr, size, false);
		face_open(&bold, p->cr, size, true);
		for (size_t c = 0; c < s->n_columns; c++)
			wishes[c] = column_wish(s, c, &body, &bold);
		face_close(&body);
		face_close(&bold);
		if (share_width(wishes, s->n_columns, room, ret) || size <= least)
			return size;
	}
}

static void plan_columns(struct pdf_page *p, struct pdf_plan *plan)
{
	plan->columns = arena_array(&p->cx->mem, double, plan->sheet->n_columns + 1);
	plan->size = pdf_plan_columns(p, plan->sheet, p->width - 2 * PDF_MARGIN, SIZE_MOST, SIZE_LEAST, plan->columns);
}

/* Height of the header row, and of the row of groups above it. */
static void plan_header(struct pdf_plan *plan, struct face *bold)
{
	const struct sheet *s = plan->sheet;

	for (size_t c = 0; c < s->n_columns; c++) {
		double h = face_height(bold, s->columns[c].title, plan->columns[c] - 2 * PDF_PAD_X);

		plan->head_height = wider(plan->head_height, h + 2 * PDF_PAD_Y + 2);
		if (s->columns[c].group)
			plan->group_height = bold->line + 2 * PDF_PAD_Y + 1;
	}
}

static void plan_rows(struct pdf_page *p, struct pdf_plan *plan, double highest)
{
	const struct sheet *s = plan->sheet;
	struct face body, bold;

	face_open(&body, p->cr, plan->size, false);
	face_open(&bold, p->cr, plan->size, true);
	plan_header(plan, &bold);
	highest -= plan->head_height + plan->group_height;
	plan->rows = arena_array(&p->cx->mem, double, s->n_rows + 1);
	for (size_t r = 0; r < s->n_rows; r++) {
		struct face *face = r + s->n_totals < s->n_rows ? &body : &bold;
		double height = face->line;

		for (size_t c = 0; c < s->n_columns; c++) {
			const char *cell = s->cells[r * s->n_columns + c];

			if (cell && *cell)
				height = wider(height, face_height(face, cell, plan->columns[c] - 2 * PDF_PAD_X));
		}
		plan->rows[r] = height + 2 * PDF_PAD_Y < highest ? height + 2 * PDF_PAD_Y : highest;
	}
	face_close(&body);
	face_close(&bold);
}

static void plan_ends(struct pdf_page *p, struct pdf_plan *plan)
{
	const struct sheet *s = plan->sheet;
	double room = p->width - 2 * PDF_MARGIN;
	struct face title, line;

	face_open(&title, p->cr, PDF_TITLE, true);
	face_open(&line, p->cr, PDF_LINE, false);
	if (s->title)
		plan->title_height += face_height(&title, s->title, room - 2 * plan->qr_side) + 6;
	for (size_t i = 0; i < s->n_lines; i++)
		plan->title_height += face_height(&line, s->lines[i], room - plan->qr_side) + 2;
	plan->title_height += s->n_lines ? 4 : 0;
	plan->title_height = wider(plan->title_height, plan->qr_side);
	for (size_t i = 0; i < s->n_foot; i++)
		plan->end_height += face_height(&line, s->foot[i], room) + 2;
	if (plan->end_height > 0)
		plan->end_height += 6;
	if (plan->n_signatures)
		plan->end_height += PDF_SIGN_HEIGHT + 8;
	face_close(&title);
	face_close(&line);
}

static void plan_pages(struct pdf_page *p, struct pdf_plan *plan, double body)
{
	size_t n_rows = plan->sheet->n_rows, room = 0, r = 0;
	double left = 0;

	do {
		struct pdf_rows *page = &arena_push(&p->cx->mem, plan->pages, plan->n_pages, room);

		*page = (struct pdf_rows){ .first = r };
		left = body - plan->head_height - plan->group_height - (r ? 0 : plan->title_height);
		for (; r < n_rows && plan->rows[r] <= left; r++, page->n++)
			left -= plan->rows[r];
	} while (r < n_rows);
	plan->end_alone = plan->end_height > left;
	if (plan->end_alone)
		arena_push(&p->cx->mem, plan->pages, plan->n_pages, room) = (struct pdf_rows){ .first = n_rows };
}

enum err pdf_plan_sheet(struct pdf_page *p, const struct sheet *sheet, const char *qr,
			const char *const *signatures, size_t n_signatures, struct pdf_plan *ret)
{
	double body = p->height - 2 * PDF_MARGIN - PDF_FOOT;
	struct pdf_plan plan = { .sheet = sheet, .qr = qr, .signatures = signatures, .n_signatures = n_signatures,
				 .qr_side = qr ? QR_SIDE : 0 };

	if (qr)
		TRY(pdf_check_qr(p->cx, qr));
	plan_columns(p, &plan);
	plan_ends(p, &plan);
	plan_rows(p, &plan, body - plan.title_height);
	plan_pages(p, &plan, body);
	*ret = plan;
	return ERR_OK;
}
