/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/civil.h"
#include "file/pdf_page.h"
#include "file/report_pdf.h"
#include <assert.h>
#include <cairo-pdf.h>
#include <stdio.h>
#include <string.h>

static cairo_status_t collect(void *to, const unsigned char *bytes, unsigned int n)
{
	buf_add(to, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *pdf_open_surface(struct buf *out, const char *title, int64_t day, double width, double height)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(collect, out, width, height);
	char text[11], made[32];

	civil_write_day(day, text);
	snprintf(made, sizeof made, "%sT00:00:00+08:00", text);
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
	if (title)
		cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
	return surface;
}

static enum err check(struct ctx *cx, const struct pdf_report *report)
{
	size_t rows = 0;

	for (size_t i = 0; i < report->n_sheets; i++)
		rows += report->sheets[i].n_rows;
	if (rows > PDF_ROWS_MAX)
		return fail(cx, ERR_TOO_LARGE, "report", "共 %zu 行，PDF 至多 %d 行；请缩小范围，或导出 CSV、xlsx",
			    "%zu rows; a PDF takes at most %d. Ask for less, or take CSV or xlsx", rows, PDF_ROWS_MAX);
	if (report->qr && strlen(report->qr) > PDF_QR_BYTES_MAX)
		return fail(cx, ERR_TOO_LARGE, "qr", "二维码内容至多 %d 字节", "a QR code takes at most %d bytes here",
			    PDF_QR_BYTES_MAX);
	return ERR_OK;
}

/* Plans and draws every sheet; pages are numbered over all of them. */
static enum err draw(struct ctx *cx, const struct pdf_report *report, struct pdf_page *p)
{
	struct pdf_plan *plans = arena_array(&cx->mem, struct pdf_plan, report->n_sheets);
	size_t n_pages = 0, number = 0;

	for (size_t i = 0; i < report->n_sheets; i++) {
		bool last = i + 1 == report->n_sheets;

		TRY(pdf_plan_sheet(p, &report->sheets[i], i == 0 ? report->qr : NULL,
				   last ? report->signatures : NULL, last ? report->n_signatures : 0, &plans[i]));
		n_pages += plans[i].n_pages;
	}
	for (size_t i = 0; i < report->n_sheets; i++) {
		pdf_draw_sheet(p, &plans[i], number, n_pages);
		number += plans[i].n_pages;
	}
	return ERR_OK;
}

enum err pdf_write(struct ctx *cx, const struct pdf_report *report, struct bytes *ret)
{
	struct buf out = BUF(&cx->mem);
	struct pdf_page page = { .cx = cx, .width = report->landscape ? PDF_A4_LONG : PDF_A4_SHORT,
				 .height = report->landscape ? PDF_A4_SHORT : PDF_A4_LONG };
	cairo_surface_t *surface;
	cairo_status_t status;
	enum err e;

	assert(report->n_sheets && report->day > 0);
	TRY(check(cx, report));
	surface = pdf_open_surface(&out, report->sheets[0].title, report->day, page.width, page.height);
	page.cr = cairo_create(surface);
	e = draw(cx, report, &page);
	cairo_destroy(page.cr);
	cairo_surface_finish(surface);
	status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (e)
		return e;
	if (status)
		return fail(cx, ERR_BROKEN, "", "PDF 写不出来：%s", "the PDF cannot be written: %s",
			    cairo_status_to_string(status));
	*ret = (struct bytes){ .at = buf_get(&out), .n = out.n };
	return ERR_OK;
}
