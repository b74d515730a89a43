/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_PDF_FACE_H
#define FILE_PDF_FACE_H
#include <pango/pangocairo.h>
#include <stdbool.h>

/* Type on a page, in points (1/72 inch), one face per size and weight.
 *
 * One Pango layout serves all texts of a face.  Widths of ASCII and Chinese
 * are measured once, so that most cells never ask Pango how high they are. */
enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct face {
	cairo_t     *cr;
	PangoLayout *layout;
	double       size;
	double       line;                   /* height of one line */
	double       ascii[128];             /* widths */
	double       wide;                   /* of a Chinese character */
};

void   face_open(struct face *f, cairo_t *cr, double size, bool bold);
void   face_open_serif(struct face *f, cairo_t *cr, double size);        /* bold, for titles of forms */
void   face_close(struct face *f);

double face_width(struct face *f, const char *text);                  /* on one line */
double face_height(struct face *f, const char *text, double width);   /* wrapped at `width` */

/* Draws in the box from (x, y), `width` wide; what is higher than `height` ends in "…". */
void   face_draw(struct face *f, const char *text, double x, double y, double width, double height,
		 enum align align);
#endif
