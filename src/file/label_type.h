/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_LABEL_TYPE_H
#define FILE_LABEL_TYPE_H
#include <pango/pangocairo.h>
#include <stdbool.h>
#include <stdint.h>

/* Type for many short lines: each character of a face is shaped by Pango once
 * and its glyph kept; a line is then one call of cairo.  Right for Chinese and
 * Latin without ligatures, which is what a label holds.  Lengths are points. */
enum { TYPE_SLOTS = 8192 };
struct type_glyph { uint32_t character; int32_t glyph; int32_t font; float width; };
struct type_face {
	cairo_t              *cr;
	PangoLayout          *layout;
	double                size, ascent;
	cairo_scaled_font_t  *fonts[16];  int n_fonts;      /* of the fallback fonts met so far */
	struct type_glyph    *slots;                        /* TYPE_SLOTS of them, by character */
};

void   type_open(struct type_face *f, cairo_t *cr, double size, bool bold);
void   type_close(struct type_face *f);
double type_width(struct type_face *f, const char *text, size_t n_bytes);
/* Draws the first n bytes with the baseline at (x, y); `scale` below 1 narrows and lowers it. */
void   type_draw(struct type_face *f, const char *text, size_t n_bytes, double x, double y, double scale);
/* How many bytes of the text fit the width, whole characters. */
size_t type_fit(struct type_face *f, const char *text, double width);
#endif
