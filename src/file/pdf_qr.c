/* SPDX-License-Identifier: Apache-2.0 */
#include "file/pdf_page.h"
#include <errno.h>
#include <qrencode.h>
#include <string.h>

enum { QUIET = 4 };                            /* modules of white on each side, as the standard asks */

static QRcode *encode(const char *text) { return QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M); }

enum err pdf_check_qr(struct ctx *cx, const char *text)
{
	QRcode *code = *text ? encode(text) : NULL;

	if (!code)
		return fail(cx, ERR_BAD_INPUT, "qr", "二维码做不出来：“%.60s”", "no QR code can be made of \"%.60s\"", text);
	QRcode_free(code);
	return ERR_OK;
}

/* One bit per module in an A1 mask: small, and sharp at every size. */
void pdf_draw_qr(cairo_t *cr, const char *text, double x, double y, double side)
{
	QRcode *code = encode(text);
	int modules = code ? code->width + 2 * QUIET : 0, stride;
	cairo_surface_t *mask;
	cairo_pattern_t *pattern;
	unsigned char *bits;

	if (!code)
		return;
	mask = cairo_image_surface_create(CAIRO_FORMAT_A1, modules, modules);
	cairo_surface_flush(mask);
	bits = cairo_image_surface_get_data(mask);
	stride = cairo_image_surface_get_stride(mask);
	for (int row = 0; row < code->width; row++)
		for (int column = 0; column < code->width; column++) {
			int at = column + QUIET;
			uint32_t *word = (uint32_t *)(void *)(bits + (row + QUIET) * stride) + at / 32;

			if (code->data[row * code->width + column] & 1)
				*word |= __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? UINT32_C(1) << at % 32
					: UINT32_C(1) << (31 - at % 32);
		}
	QRcode_free(code);
	cairo_surface_mark_dirty(mask);
	pattern = cairo_pattern_create_for_surface(mask);
	cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_scale(cr, side / modules, side / modules);
	cairo_set_source_rgb(cr, 0, 0, 0);
	cairo_mask(cr, pattern);
	cairo_restore(cr);
	cairo_pattern_destroy(pattern);
	cairo_surface_destroy(mask);
}
