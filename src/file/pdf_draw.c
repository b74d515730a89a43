/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "file/pdf_page.h"
#include <stdio.h>
#include <string.h>

#define HAIR 0.4
#define EDGE 0.8

struct faces { struct face title, line, body, bold; };

static const enum align aligns[] = { [SHEET_TEXT] = ALIGN_LEFT, [SHEET_NUMBER] = ALIGN_RIGHT,
				     [SHEET_CENTRED] = ALIGN_CENTRE };

static void ink(cairo_t *cr, double grey) { cairo_set_source_rgb(cr, grey, grey, grey); }

static void stroke(cairo_t *cr, double x1, double y1, double x2, double y2, double width, double grey)
{
	ink(cr, grey);
	cairo_set_line_width(cr, width);
	cairo_move_to(cr, x1, y1);
	cairo_line_to(cr, x2, y2);
	cairo_stroke(cr);
	ink(cr, 0);
}

static double table_right(const struct pdf_plan *plan)
{
	double x = PDF_MARGIN;

	for (size_t c = 0; c < plan->sheet->n_columns; c++)
		x += plan->columns[c];
	return x;
}

static void draw_cell(struct face *face, const char *text, double x, double y, double width, double height,
		      enum align align)
{
	double room = height - 2 * PDF_PAD_Y, inner = width - 2 * PDF_PAD_X;
	double high = face_height(face, text, inner);

	if (high > room)
		high = room;
	face_draw(face, text, x + PDF_PAD_X, y + PDF_PAD_Y + (room - high) / 2, inner, room, align);
}

/* Title and lines of a sheet's first page; returns where the table begins. */
static double draw_title(struct pdf_page *p, const struct pdf_plan *plan, struct faces *f)
{
	const struct sheet *s = plan->sheet;
	double y = PDF_MARGIN, room = p->width - 2 * PDF_MARGIN;

	if (plan->qr)
		pdf_draw_qr(p->cr, plan->qr, p->width - PDF_MARGIN - plan->qr_side + 6, PDF_MARGIN - 8,
			    plan->qr_side);
	if (s->title) {
		double height = face_height(&f->title, s->title, room - 2 * plan->qr_side);

		face_draw(&f->title, s->title, PDF_MARGIN + plan->qr_side, y, room - 2 * plan->qr_side, height,
			  ALIGN_CENTRE);
		y += height + 6;
	}
	for (size_t i = 0; i < s->n_lines; i++) {
		double height = face_height(&f->line, s->lines[i], room - plan->qr_side);

		face_draw(&f->line, s->lines[i], PDF_MARGIN, y, room - plan->qr_side, height, ALIGN_LEFT);
		y += height + 2;
	}
	return PDF_MARGIN + plan->title_height;
}

const char *pdf_balance(struct pdf_page *p, struct face *face, const char *title, double width)
{
	size_t n = strlen(title) / 3, lines, each;
	struct buf out = BUF(&p->cx->mem);

	for (const char *s = title; *s; s++)
		if ((unsigned char)*s < 0x80)
			return title;                        /* words break where they want */
	if (!n || face->wide * (double)n <= width || width < face->wide)
		return title;
	lines = n / (size_t)(width / face->wide) + (n % (size_t)(width / face->wide) != 0);
	each = (n + lines - 1) / lines;
	for (size_t i = 0; i < n; i += each) {
		buf_text(&out, i ? "\n" : "");
		buf_add(&out, title + i * 3, (n - i < each ? n - i : each) * 3);
	}
	return buf_get(&out);
}

/* The headings of groups: one box over neighbours of the same group. */
static void draw_groups(struct pdf_page *p, const struct pdf_plan *plan, struct faces *f, double y)
{
	const struct sheet *s = plan->sheet;
	double x = PDF_MARGIN;

	for (size_t c = 0, end; c < s->n_columns; c = end) {
		const char *group = s->columns[c].group;
		double width = plan->columns[c];

		for (end = c + 1; group && end < s->n_columns && s->columns[end].group
		     && strcmp(group, s->columns[end].group) == 0; end++) {
			width += plan->columns[end];
		}
		if (group) {
			draw_cell(&f->bold, group, x, y, width, plan->group_height, ALIGN_CENTRE);
			stroke(p->cr, x, y + plan->group_height, x + width, y + plan->group_height, HAIR, 0.5);
		}
		x += width;
	}
}

static double draw_header(struct pdf_page *p, const struct pdf_plan *plan, struct faces *f, double y)
{
	const struct sheet *s = plan->sheet;
	double x = PDF_MARGIN, right = table_right(plan), height = plan->group_height + plan->head_height;

	cairo_set_source_rgb(p->cr, 0.925, 0.94, 0.955);
	cairo_rectangle(p->cr, x, y, right - x, height);
	cairo_fill(p->cr);
	ink(p->cr, 0);
	if (plan->group_height > 0)
		draw_groups(p, plan, f, y);
	for (size_t c = 0; c < s->n_columns; c++) {
		double down = s->columns[c].group ? plan->group_height : 0;

		const char *title = pdf_balance(p, &f->bold, s->columns[c].title, plan->columns[c] - 2 * PDF_PAD_X);

		draw_cell(&f->bold, title, x, y + down, plan->columns[c], height - down, ALIGN_CENTRE);
		x += plan->columns[c];
	}
	stroke(p->cr, PDF_MARGIN, y, right, y, EDGE, 0.2);
	stroke(p->cr, PDF_MARGIN, y + height, right, y + height, EDGE, 0.2);
	return y + height;
}

/* Lines down the table; inside a group's heading there are none. */
static void draw_uprights(struct pdf_page *p, const struct pdf_plan *plan, double top, double bottom)
{
	const struct sheet *s = plan->sheet;
	double x = PDF_MARGIN;

	for (size_t c = 0; c <= s->n_columns; c++) {
		bool edge = c == 0 || c == s->n_columns;
		bool inside = !edge && s->columns[c].group && s->columns[c - 1].group
			&& strcmp(s->columns[c].group, s->columns[c - 1].group) == 0;

		stroke(p->cr, x, inside ? top + plan->group_height : top, x, bottom, edge ? EDGE : HAIR,
		       edge ? 0.2 : 0.6);
		if (c < s->n_columns)
			x += plan->columns[c];
	}
}

static double draw_rows(struct pdf_page *p, const struct pdf_plan *plan, struct faces *f,
			const struct pdf_rows *rows, double y)
{
	const struct sheet *s = plan->sheet;
	double right = table_right(plan);

	for (size_t r = rows->first; r < rows->first + rows->n; r++) {
		struct face *face = r + s->n_totals < s->n_rows ? &f->body : &f->bold;
		double x = PDF_MARGIN;

		for (size_t c = 0; c < s->n_columns; c++) {
			const char *cell = s->cells[r * s->n_columns + c];

			if (cell && *cell)
				draw_cell(face, cell, x, y, plan->columns[c], plan->rows[r], aligns[s->columns[c].kind]);
			x += plan->columns[c];
		}
		y += plan->rows[r];
		if (r + 1 < rows->first + rows->n)
			stroke(p->cr, PDF_MARGIN, y, right, y, HAIR, r + 1 + s->n_totals == s->n_rows ? 0.2 : 0.6);
	}
	stroke(p->cr, PDF_MARGIN, y, right, y, EDGE, 0.2);
	return y;
}

/* Foot lines and the boxes to sign in. */
static void draw_end(struct pdf_page *p, const struct pdf_plan *plan, struct faces *f, double y)
{
	const struct sheet *s = plan->sheet;
	double room = p->width - 2 * PDF_MARGIN, box = plan->n_signatures ? room / (double)plan->n_signatures : 0;

	y += s->n_foot ? 6 : 0;
	for (size_t i = 0; i < s->n_foot; i++) {
		double height = face_height(&f->line, s->foot[i], room);

		face_draw(&f->line, s->foot[i], PDF_MARGIN, y, room, height, ALIGN_LEFT);
		y += height + 2;
	}
	y += 8;
	for (size_t i = 0; i < plan->n_signatures; i++) {
		double x = PDF_MARGIN + box * (double)i, name = face_width(&f->line, plan->signatures[i]) + 6;

		face_draw(&f->line, plan->signatures[i], x, y + PDF_SIGN_HEIGHT - f->line.line - 4, name, f->line.line,
			  ALIGN_LEFT);
		if (name + 12 < box)
			stroke(p->cr, x + name, y + PDF_SIGN_HEIGHT - 5, x + box - 12, y + PDF_SIGN_HEIGHT - 5, HAIR, 0.2);
	}
}

static void draw_page_foot(struct pdf_page *p, const struct pdf_plan *plan, struct faces *f, size_t number,
			   size_t in_all)
{
	double y = p->height - PDF_MARGIN - f->line.line + 4, room = p->width - 2 * PDF_MARGIN;
	char text[64];

	snprintf(text, sizeof text, "第 %zu 页  共 %zu 页", number, in_all);
	ink(p->cr, 0.3);
	face_draw(&f->line, text, PDF_MARGIN, y, room, f->line.line, ALIGN_CENTRE);
	if (plan->sheet->title && number > 1)
		face_draw(&f->line, plan->sheet->title, PDF_MARGIN, y, room / 3, f->line.line, ALIGN_LEFT);
	ink(p->cr, 0);
}

static void draw_page(struct pdf_page *p, const struct pdf_plan *plan, struct faces *f, size_t page)
{
	const struct pdf_rows *rows = &plan->pages[page];
	bool last = page + 1 == plan->n_pages;
	double y = PDF_MARGIN;

	if (page == 0)
		y = draw_title(p, plan, f);
	if (plan->sheet->n_columns && !(last && plan->end_alone)) {
		double top = y;

		y = draw_header(p, plan, f, y);
		y = draw_rows(p, plan, f, rows, y);
		draw_uprights(p, plan, top, y);
	}
	if (last)
		draw_end(p, plan, f, y);
}

void pdf_draw_sheet(struct pdf_page *p, const struct pdf_plan *plan, size_t pages_before, size_t pages_in_all)
{
	struct faces f;

	face_open(&f.title, p->cr, PDF_TITLE, true);
	face_open(&f.line, p->cr, PDF_LINE, false);
	face_open(&f.body, p->cr, plan->size, false);
	face_open(&f.bold, p->cr, plan->size, true);
	for (size_t page = 0; page < plan->n_pages; page++) {
		draw_page(p, plan, &f, page);
		draw_page_foot(p, plan, &f, pages_before + page + 1, pages_in_all);
		cairo_show_page(p->cr);
	}
	face_close(&f.title);
	face_close(&f.line);
	face_close(&f.body);
	face_close(&f.bold);
}
