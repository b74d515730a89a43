/* SPDX-License-Identifier: Apache-2.0 */
#include "file/label_pdf.h"
#include "base/buf.h"
#include "base/civil.h"
#include "file/label_type.h"
#include "file/pdf_page.h"
#include <cairo-pdf.h>
#include <stdio.h>
#include <string.h>

#define MM(n) ((n) * 72.0 / 25.4)
#define WIDE MM(60)
#define HIGH MM(40)
#define QUIET_ZONE 0.16                   /* white around a code of 25 modules: 4 of them, of which the label has its own */
enum { ACROSS = 3, DOWN = 7, ON_PAGE = ACROSS * DOWN, CONTENT_LINES = 2 };

const char *const label_paper_words[] = { "a4", "thermal", NULL };

struct types { struct type_face door, number, who, contents, small; };

static cairo_status_t collect(void *out, const unsigned char *bytes, unsigned int n)
{
	buf_add(out, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

/* In the width: smaller down to `least`, then cut with an ellipsis. */
static void line(struct type_face *f, const char *text, double x, double y, double width, double least)
{
	const char *const dots = "…";
	size_t n = strlen(text);
	double needs = type_width(f, text, n), scale = needs > width ? width / needs : 1;

	if (scale >= least) {
		type_draw(f, text, n, x, y, scale);
		return;
	}
	n = type_fit(f, text, width / least - type_width(f, dots, strlen(dots)));
	type_draw(f, text, n, x, y, least);
	type_draw(f, dots, strlen(dots), x + type_width(f, text, n) * least, y, least);
}

static void line_right(struct type_face *f, const char *text, double right, double y)
{
	type_draw(f, text, strlen(text), right - type_width(f, text, strlen(text)), y, 1);
}

static void round_box(cairo_t *cr, double x, double y, double width, double height, double radius)
{
	cairo_new_sub_path(cr);
	cairo_arc(cr, x + width - radius, y + radius, radius, -1.5708, 0);
	cairo_arc(cr, x + width - radius, y + height - radius, radius, 0, 1.5708);
	cairo_arc(cr, x + radius, y + height - radius, radius, 1.5708, 3.14159);
	cairo_arc(cr, x + radius, y + radius, radius, 3.14159, 4.71239);
	cairo_close_path(cr);
}

/* The amount, whether it is paid, and marks white on black. */
static void money(cairo_t *cr, struct types *t, const struct label *l, double x, double y, double right)
{
	if (l->amount) {
		type_draw(&t->who, l->amount, strlen(l->amount), x, y, 1);
		x += type_width(&t->who, l->amount, strlen(l->amount)) + 5;
	}
	if (l->paid && *l->paid) {
		type_draw(&t->small, l->paid, strlen(l->paid), x, y, 1);
		x += type_width(&t->small, l->paid, strlen(l->paid)) + 4;
	}
	for (size_t i = 0; i < 3 && l->marks[i]; i++) {
		double width = type_width(&t->small, l->marks[i], strlen(l->marks[i])) + 7;

		if (x + width > right)
			return;
		round_box(cr, x, y - 9.2, width, 11.6, 2.2);
		cairo_fill(cr);
		cairo_set_source_rgb(cr, 1, 1, 1);
		type_draw(&t->small, l->marks[i], strlen(l->marks[i]), x + 3.5, y, 1);
		cairo_set_source_rgb(cr, 0, 0, 0);
		x += width + 4;
	}
}

/* Where a line of contents ends: behind the last 、 that fits, else behind the last character. */
static size_t break_at(const char *text, size_t fits)
{
	const size_t mark = strlen("、");

	for (size_t n = fits; n > fits / 2 && n >= mark; n--)
		if (text[fits] && memcmp(text + n - mark, "、", mark) == 0)
			return n;
	return fits;
}

/* One line large, one line smaller, or two smaller ones. */
static void contents(struct types *t, const char *text, double x, double y, double width)
{
	const double small = 0.8;
	size_t n = type_fit(&t->contents, text, width);

	if (!text[n]) {
		type_draw(&t->contents, text, n, x, y + 3, 1);
		return;
	}
	n = break_at(text, type_fit(&t->contents, text, width / small));
	type_draw(&t->contents, text, n, x, text[n] ? y - 2 : y + 2.5, small);
	text += n;
	n = type_fit(&t->contents, text, width / small);
	if (!*text)
		return;
	if (text[n])
		line(&t->contents, text, x, y + 8.6, width, small);
	else
		type_draw(&t->contents, text, n, x, y + 8.6, small);
}

static void draw(cairo_t *cr, struct types *t, const struct label *l, double x, double y)
{
	const double left = x + MM(3), right = x + WIDE - MM(3), qr = MM(13.5), text = l->qr ? right - qr - MM(2.5) : right;
	double box = type_width(&t->number, l->number, strlen(l->number)) + 10;

	box = box < 24 ? 24 : box;
	line(&t->door, l->door, left, y + MM(10.4), right - box - 6 - left, 0.55);
	cairo_set_line_width(cr, 1.3);
	round_box(cr, right - box, y + MM(3.2), box, 20.5, 4);
	cairo_stroke(cr);
	type_draw(&t->number, l->number, strlen(l->number), right - box + (box - type_width(&t->number, l->number, strlen(l->number))) / 2, y + MM(3.2) + 15.2, 1);
	if (l->who)
		line(&t->who, l->who, left, y + MM(16.6), text - left, 0.75);
	if (l->contents)
		contents(t, l->contents, left, y + MM(21.6), text - left);
	money(cr, t, l, left, y + MM(29.3), text);
	if (l->qr)
		pdf_draw_qr(cr, l->qr, right - qr - QUIET_ZONE * qr, y + MM(16.2) - QUIET_ZONE * qr, (1 + 2 * QUIET_ZONE) * qr);
	cairo_set_line_width(cr, 0.9);
	cairo_move_to(cr, left, y + MM(33.2));
	cairo_line_to(cr, right, y + MM(33.2));
	cairo_stroke(cr);
	double when = l->when ? type_width(&t->small, l->when, strlen(l->when)) : 0;

	if (l->where)
		line(&t->small, l->where, left, y + MM(37.2), right - left - when - 6, 0.75);
	if (l->when)
		line_right(&t->small, l->when, right, y + MM(37.2));
}

/* Where to cut, as far as there are labels. */
static void cutting_lines(cairo_t *cr, double x, double y)
{
	const double dash[] = { 3, 2 };

	cairo_save(cr);
	cairo_set_source_rgb(cr, 0.65, 0.65, 0.65);
	cairo_set_line_width(cr, 0.5);
	cairo_set_dash(cr, dash, 2, 0);
	for (int i = 0; i <= ACROSS; i++) {
		cairo_move_to(cr, x + i * WIDE, y);
		cairo_line_to(cr, x + i * WIDE, y + DOWN * HIGH);
	}
	for (int i = 0; i <= DOWN; i++) {
		cairo_move_to(cr, x, y + i * HIGH);
		cairo_line_to(cr, x + ACROSS * WIDE, y + i * HIGH);
	}
	cairo_stroke(cr);
	cairo_restore(cr);
}

static void draw_all(cairo_t *cr, const struct label *labels, size_t n, int64_t paper)
{
	const double x = (PDF_A4_SHORT - ACROSS * WIDE) / 2, y = (PDF_A4_LONG - DOWN * HIGH) / 2;
	struct types t;

	type_open(&t.door, cr, 25, true);
	type_open(&t.number, cr, 14, true);
	type_open(&t.who, cr, 10.5, false);
	type_open(&t.contents, cr, 12, true);
	type_open(&t.small, cr, 9, false);
	for (size_t i = 0; i < n; i++) {
		size_t at = i % ON_PAGE;

		if (paper == LABEL_THERMAL) {
			draw(cr, &t, &labels[i], 0, 0);
			cairo_show_page(cr);
			continue;
		}
		if (!at)
			cutting_lines(cr, x, y);
		draw(cr, &t, &labels[i], x + (double)(at % ACROSS) * WIDE, y + (double)(at / ACROSS) * HIGH);
		if (at + 1 == ON_PAGE || i + 1 == n)
			cairo_show_page(cr);
	}
	type_close(&t.door);
	type_close(&t.number);
	type_close(&t.who);
	type_close(&t.contents);
	type_close(&t.small);
}

enum err label_pdf_write(struct ctx *cx, const struct label *labels, size_t n, int64_t paper, int64_t day, struct bytes *ret)
{
	const bool thermal = paper == LABEL_THERMAL;
	struct buf out = BUF(&cx->mem);
	cairo_surface_t *surface;
	cairo_status_t status;
	char text[11], made[32];
	cairo_t *cr;

	if (!n)
		return fail(cx, ERR_NOT_FOUND, "", "没有要打印的标签", "there are no labels to print");
	if (n > LABELS_MAX)
		return fail(cx, ERR_TOO_LARGE, "", "一次最多 %d 张标签，现有 %zu 张；请分楼栋打印", "at most %d labels at once, not %zu; print building by building",
			    LABELS_MAX, n);
	surface = cairo_pdf_surface_create_for_stream(collect, &out, thermal ? WIDE : PDF_A4_SHORT, thermal ? HIGH : PDF_A4_LONG);
	civil_write_day(day, text);
	snprintf(made, sizeof made, "%sT00:00:00+08:00", text);
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
	cr = cairo_create(surface);
	draw_all(cr, labels, n, paper);
	status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	status = status ? status : cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status)
		return fail(cx, ERR_BROKEN, "", "标签做不出来：%s", "the labels could not be made: %s", cairo_status_to_string(status));
	*ret = (struct bytes){ out.at, out.n };
	return ERR_OK;
}
