/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "file/form_pdf.h"
#include "file/pdf_page.h"
#include <assert.h>
#include <cairo-pdf.h>
#include <stdio.h>
#include <string.h>

/* The form is drawn twice: first without ink, to learn how many pages there are. */
#define EDGE       42.0                        /* of the page */
#define PIXEL      0.75                        /* a line that survives a copier */
#define PAD_X      6.0
#define PAD_Y      4.5
#define ROW        22.0                        /* least height of a row, so that a pen has room */
#define BOX        76.0
#define QR         78.0
#define FOOT       26.0
#define TYPE       9.5
#define TYPE_LEAST 9.0
#define LABEL      62.0                        /* width of a field's label */

struct faces { struct face title, body, bold, cell, cell_bold; };

struct pen {
	struct pdf_page       page;
	struct faces          f;
	const struct form_pdf *form;
	const char           *copy;
	double               *columns;
	double                y, left, right, bottom, head_height;
	bool                  ink, in_table;
	size_t                number, in_all;  /* pages of this copy */
};

static double wider(double a, double b) { return a > b ? a : b; }
static const char *said(const char *text) { return text ? text : ""; }

static void line(struct pen *p, double x1, double y1, double x2, double y2)
{
	if (!p->ink)
		return;
	cairo_set_source_rgb(p->page.cr, 0, 0, 0);
	cairo_set_line_width(p->page.cr, PIXEL);
	cairo_move_to(p->page.cr, x1, y1);
	cairo_line_to(p->page.cr, x2, y2);
	cairo_stroke(p->page.cr);
}

static void box(struct pen *p, double x, double y, double width, double height)
{
	line(p, x, y, x + width, y), line(p, x, y + height, x + width, y + height);
	line(p, x, y, x, y + height), line(p, x + width, y, x + width, y + height);
}

/* What headings and labels stand on: so light that a copier loses it without harm. */
static void shade(struct pen *p, double x, double y, double width, double height)
{
	if (!p->ink)
		return;
	cairo_set_source_rgb(p->page.cr, 0.95, 0.95, 0.95);
	cairo_rectangle(p->page.cr, x, y, width, height);
	cairo_fill(p->page.cr);
	cairo_set_source_rgb(p->page.cr, 0, 0, 0);
}

static void text(struct pen *p, struct face *face, const char *s, double x, double y, double width, enum align align)
{
	if (p->ink && s && *s)
		face_draw(face, s, x, y, width, face_height(face, s, width), align);
}

/* In the middle of the height; what is higher than the cell ends in "…". */
static void cell(struct pen *p, struct face *face, const char *s, double x, double width, double height, enum align align)
{
	double inner = width - 2 * PAD_X, room = height - PAD_Y, high;

	if (!p->ink || !s || !*s)
		return;
	high = face_height(face, s, inner);
	if (high > room)
		high = room;
	face_draw(face, s, x + PAD_X, p->y + (height - high) / 2, inner, high, align);
}

static double high(struct face *face, const char *s, double width)
{
	return s && *s ? face_height(face, s, width - 2 * PAD_X) + 2 * PAD_Y : 0;
}

/* ---- pages ---- */

static void draw_foot(struct pen *p)
{
	double y = p->page.height - EDGE - FOOT + 10, room = p->right - p->left;
	char pages[64];

	if (!p->ink)
		return;
	line(p, p->left, y - 4, p->right, y - 4);
	snprintf(pages, sizeof pages, "第 %zu 页，共 %zu 页", p->number, p->in_all);
	text(p, &p->f.cell, p->form->printed, p->left, y, room * 0.5, ALIGN_LEFT);
	text(p, &p->f.cell, p->form->check ? arena_print(&p->page.cx->mem, "%s    %s", p->form->check, pages) : pages, p->left + room * 0.5, y,
	     room * 0.5, ALIGN_RIGHT);
	cairo_show_page(p->page.cr);
}

static void draw_columns_head(struct pen *p)
{
	double x = p->left;

	shade(p, p->left, p->y, p->right - p->left, p->head_height);
	for (size_t c = 0; c < p->form->n_columns; c++) {
		const char *title = pdf_balance(&p->page, &p->f.cell_bold, p->form->columns[c].title, p->columns[c] - 2 * PAD_X);

		box(p, x, p->y, p->columns[c], p->head_height);
		cell(p, &p->f.cell_bold, title, x, p->columns[c], p->head_height, ALIGN_CENTRE);
		x += p->columns[c];
	}
	p->y += p->head_height;
}

/* Further pages say what they belong to, and the table's heading comes again. */
static void next_page(struct pen *p)
{
	draw_foot(p);
	p->number++;
	p->y = EDGE;
	text(p, &p->f.bold, arena_print(&p->page.cx->mem, "%s（续）", p->form->title), p->left, p->y, (p->right - p->left) * 0.6, ALIGN_LEFT);
	text(p, &p->f.bold, p->form->number, p->left, p->y, p->right - p->left, ALIGN_RIGHT);
	p->y += p->f.bold.line + 6;
	if (p->in_table)
		draw_columns_head(p);
	else
		line(p, p->left, p->y, p->right, p->y);
}

static void need(struct pen *p, double height)
{
	if (p->y + height > p->bottom)
		next_page(p);
}

/* ---- parts ---- */

/* 入库单 -> 入 库 单: a short title fills its place. */
static const char *spread(struct pen *p, const char *title)
{
	struct buf out = BUF(&p->page.cx->mem);
	size_t n = strlen(title) / 3;

	for (const char *s = title; *s; s++)
		if ((unsigned char)*s < 0x80)
			return title;
	if (n > 10)
		return title;
	for (size_t i = 0; i < n; i++) {
		buf_text(&out, i ? " " : "");
		buf_add(&out, title + i * 3, 3);
	}
	return buf_get(&out);
}

static void draw_title(struct pen *p)
{
	double room = p->right - p->left, side = room * 0.27, middle = room - 2 * side, height;
	const char *title = spread(p, p->form->title);

	height = wider(face_height(&p->f.title, title, middle), p->f.body.line + 10);
	text(p, &p->f.title, title, p->left + side, p->y, middle, ALIGN_CENTRE);
	if (p->copy) {
		double width = face_width(&p->f.body, p->copy) + 12;

		box(p, p->left, p->y + 5, width < side - 4 ? width : side - 4, p->f.body.line + 7);
		text(p, &p->f.body, p->copy, p->left + 6, p->y + 8.5, side - 16, ALIGN_LEFT);
	}
	if (p->form->number)
		text(p, &p->f.bold, p->form->number, p->right - side + 4, p->y + 8.5, side - 4, ALIGN_RIGHT);
	p->y += height + 7;
	line(p, p->left, p->y, p->right, p->y), line(p, p->left, p->y + 1.8, p->right, p->y + 1.8);
	p->y += 8;
	height = wider(face_height(&p->f.body, said(p->form->left), room * 0.6), p->f.body.line);
	text(p, &p->f.body, p->form->left, p->left, p->y, room * 0.6, ALIGN_LEFT);
	text(p, &p->f.body, p->form->right, p->left + room * 0.6, p->y, room * 0.4, ALIGN_RIGHT);
	p->y += height + 6;
}

static void draw_field(struct pen *p, const struct form_field *field, double x, double width, double height)
{
	shade(p, x, p->y, LABEL, height);
	box(p, x, p->y, LABEL, height);
	box(p, x + LABEL, p->y, width - LABEL, height);
	cell(p, &p->f.body, pdf_balance(&p->page, &p->f.body, field->label, LABEL - 2 * PAD_X), x, LABEL, height, ALIGN_LEFT);
	cell(p, &p->f.body, field->value, x + LABEL, width - LABEL, height, ALIGN_LEFT);
}

/* Two to a row; a wide one, and one without a neighbour, has the row to itself. */
static void draw_fields(struct pen *p, const struct form_field *fields, size_t n)
{
	double room = p->right - p->left;

	for (size_t i = 0; i < n;) {
		bool pair = i + 1 < n && !fields[i].wide && !fields[i + 1].wide;
		double width = pair ? room / 2 : room, height = ROW;

		for (size_t k = i; k < i + 1 + pair; k++) {
			height = wider(height, high(&p->f.body, fields[k].value, width - LABEL));
			height = wider(height, high(&p->f.body, fields[k].label, LABEL));
		}
		if (height > p->bottom - EDGE - 40)
			height = p->bottom - EDGE - 40;
		need(p, height);
		for (size_t k = 0; k < (size_t)1 + pair; k++)
			draw_field(p, &fields[i + k], p->left + width * (double)k, width, height);
		p->y += height;
		i += 1 + pair;
	}
}

static enum align align_of(enum sheet_kind kind)
{
	return kind == SHEET_NUMBER ? ALIGN_RIGHT : kind == SHEET_CENTRED ? ALIGN_CENTRE : ALIGN_LEFT;
}

/* One row; in a total, the empty cells after the first join it, so that its text has room. */
static void draw_row(struct pen *p, const char *const *cells, bool total)
{
	const struct form_pdf *form = p->form;
	struct face *face = total ? &p->f.cell_bold : &p->f.cell;
	double height = ROW, x = p->left, most = p->bottom - EDGE - 40 - p->head_height;
	double *width = arena_array(&p->page.cx->mem, double, form->n_columns + 1);
	size_t *end = arena_array(&p->page.cx->mem, size_t, form->n_columns + 1);

	for (size_t c = 0; c < form->n_columns; c = end[c]) {
		width[c] = p->columns[c];
		for (end[c] = c + 1; total && !c && end[c] < form->n_columns && !said(cells[end[c]])[0]; end[c]++)
			width[c] += p->columns[end[c]];
		height = wider(height, high(face, cells ? cells[c] : NULL, width[c]));
	}
	height = height > most ? most : height;
	need(p, height);
	for (size_t c = 0; c < form->n_columns; c = end[c]) {
		enum align align = total && end[c] > c + 1 ? ALIGN_LEFT : align_of(form->columns[c].kind);

		box(p, x, p->y, width[c], height);
		cell(p, face, cells ? cells[c] : NULL, x, width[c], height, align);
		x += width[c];
	}
	p->y += height;
}

static void draw_table(struct pen *p)
{
	const struct form_pdf *form = p->form;

	if (!form->n_columns)
		return;
	need(p, p->head_height + ROW);
	draw_columns_head(p);
	p->in_table = true;
	for (size_t r = 0; r < form->n_rows; r++)
		draw_row(p, form->cells + r * form->n_columns, false);
	for (size_t r = form->n_rows; r < FORM_ROWS_LEAST; r++)
		draw_row(p, NULL, false);
	if (form->total)
		draw_row(p, form->total, true);
	p->in_table = false;
}

static void draw_boxes(struct pen *p)
{
	double width = (p->right - p->left) / (double)(p->form->n_boxes ? p->form->n_boxes : 1);

	if (!p->form->n_boxes)
		return;
	need(p, BOX);
	for (size_t i = 0; i < p->form->n_boxes; i++) {
		const struct form_box *b = &p->form->boxes[i];
		double x = p->left + width * (double)i, inner = width - 2 * PAD_X;
		const char *under = b->said ? b->said : "年     月     日";
		double under_height = face_height(&p->f.cell, under, inner);

		box(p, x, p->y, width, BOX);
		text(p, &p->f.body, b->label, x + PAD_X, p->y + PAD_Y, inner, ALIGN_LEFT);
		if (p->ink)
			face_draw(&p->f.cell, under, x + PAD_X, p->y + BOX - PAD_Y - wider(p->f.cell.line, under_height), inner, under_height,
				  b->said ? ALIGN_LEFT : ALIGN_RIGHT);
	}
	p->y += BOX;
}

static void draw_notes(struct pen *p)
{
	const struct form_pdf *form = p->form;
	double left = p->left + (form->qr ? QR + 14 : 0), y;

	if (!form->qr && !form->n_notes)
		return;
	need(p, 12 + (form->qr ? QR : 30));
	p->y += 12;
	if (form->qr && p->ink) {
		box(p, p->left, p->y, QR, QR);
		pdf_draw_qr(p->page.cr, form->qr, p->left + 1, p->y + 1, QR - 2);
	}
	y = p->y + (form->qr ? 6 : 0);
	for (size_t i = 0; i < form->n_notes; i++) {
		struct face *face = i ? &p->f.body : &p->f.bold;

		text(p, face, form->notes[i], left, y, p->right - left, ALIGN_LEFT);
		y += face_height(face, form->notes[i], p->right - left) + 4;
	}
	p->y = wider(y, p->y + (form->qr ? QR : 0));
}

/* One copy, from its first page to its last; returns how many it took. */
static size_t draw_copy(struct pen *p, const char *copy, bool ink, size_t in_all)
{
	p->copy = copy;
	p->ink = ink;
	p->number = 1;
	p->in_all = in_all;
	p->y = EDGE;
	draw_title(p);
	draw_fields(p, p->form->head, p->form->n_head);
	draw_table(p);
	draw_fields(p, p->form->foot, p->form->n_foot);
	draw_boxes(p);
	draw_notes(p);
	draw_foot(p);
	return p->number;
}

/* ---- the whole ---- */

static void plan_table(struct pen *p, double *ret_size)
{
	const struct form_pdf *form = p->form;
	const struct sheet sheet = { .columns = form->columns, .n_columns = form->n_columns, .cells = form->cells, .n_rows = form->n_rows };
	const double room = p->right - p->left, extra = 2 * (PAD_X - PDF_PAD_X);

	p->columns = arena_array(&p->page.cx->mem, double, form->n_columns + 1);
	*ret_size = form->n_columns ? pdf_plan_columns(&p->page, &sheet, room - extra * (double)form->n_columns, TYPE, TYPE_LEAST, p->columns) : TYPE;
	for (size_t c = 0; c < form->n_columns; c++)
		p->columns[c] += extra;
}

static void plan_head(struct pen *p)
{
	p->head_height = ROW;
	for (size_t c = 0; c < p->form->n_columns; c++)
		p->head_height = wider(p->head_height, high(&p->f.cell_bold, p->form->columns[c].title, p->columns[c]));
}

static enum err check(struct ctx *cx, const struct form_pdf *form)
{
	const size_t copies = form->n_copies ? form->n_copies : 1;

	if (form->n_rows * copies > FORM_ROWS_MAX)
		return fail(cx, ERR_TOO_LARGE, "", "共 %zu 行、%zu 联，一次至多打 %d 行；请只打一联", "%zu rows in %zu copies; at most %d rows are printed at once. Print one copy",
			    form->n_rows, copies, FORM_ROWS_MAX);
	if (form->qr && strlen(form->qr) > FORM_QR_BYTES_MAX)
		return fail(cx, ERR_TOO_LARGE, "qr", "二维码内容至多 %d 字节", "a QR code takes at most %d bytes here", FORM_QR_BYTES_MAX);
	return form->qr ? pdf_check_qr(cx, form->qr) : ERR_OK;
}

static void draw(struct ctx *cx, const struct form_pdf *form, cairo_t *cr)
{
	struct pen p = { .page = { .cx = cx, .cr = cr, .width = form->landscape ? PDF_A4_LONG : PDF_A4_SHORT,
			 .height = form->landscape ? PDF_A4_SHORT : PDF_A4_LONG }, .form = form, .left = EDGE };
	double size;

	p.right = p.page.width - EDGE;
	p.bottom = p.page.height - EDGE - FOOT;
	plan_table(&p, &size);
	face_open_serif(&p.f.title, cr, 19);
	face_open(&p.f.body, cr, TYPE, false);
	face_open(&p.f.bold, cr, TYPE, true);
	face_open(&p.f.cell, cr, size, false);
	face_open(&p.f.cell_bold, cr, size, true);
	plan_head(&p);
	for (size_t i = 0; i < (form->n_copies ? form->n_copies : 1); i++) {
		const char *copy = form->n_copies ? form->copies[i] : NULL;

		draw_copy(&p, copy, true, draw_copy(&p, copy, false, 0));
	}
	face_close(&p.f.title), face_close(&p.f.body), face_close(&p.f.bold), face_close(&p.f.cell), face_close(&p.f.cell_bold);
}

enum err form_pdf_write(struct ctx *cx, const struct form_pdf *form, struct bytes *ret)
{
	struct buf out = BUF(&cx->mem);
	cairo_surface_t *surface;
	cairo_status_t status;
	cairo_t *cr;

	assert(form->title && form->day > 0);
	TRY(check(cx, form));
	surface = pdf_open_surface(&out, form->title, form->day, form->landscape ? PDF_A4_LONG : PDF_A4_SHORT,
				   form->landscape ? PDF_A4_SHORT : PDF_A4_LONG);
	cr = cairo_create(surface);
	draw(cx, form, cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status)
		return fail(cx, ERR_BROKEN, "", "PDF 写不出来：%s", "the PDF cannot be written: %s", cairo_status_to_string(status));
	*ret = (struct bytes){ .at = buf_get(&out), .n = out.n };
	return ERR_OK;
}
