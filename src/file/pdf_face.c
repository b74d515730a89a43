/* SPDX-License-Identifier: Apache-2.0 */
#include "file/pdf_face.h"
#include "file/kept_by_libraries.h"
#include <math.h>
#include <string.h>

static double layout_width(PangoLayout *layout, const char *text)
{
	PangoRectangle area;

	pango_layout_set_text(layout, text, -1);
	pango_layout_get_extents(layout, NULL, &area);
	return (double)area.width / PANGO_SCALE;
}

static void open_family(struct face *f, cairo_t *cr, const char *family, double size, bool bold)
{
	PangoFontDescription *font = pango_font_description_new();
	cairo_font_options_t *exact = cairo_font_options_create();
	PangoContext *context;
	PangoRectangle area;

	*f = (struct face){ .cr = cr, .size = size, .layout = pango_cairo_create_layout(cr) };
	context = pango_layout_get_context(f->layout);
	pango_cairo_context_set_resolution(context, 72);      /* else type comes out a third too large */
	cairo_font_options_set_hint_style(exact, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(exact, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, exact);
	cairo_font_options_destroy(exact);
	pango_context_set_language(context, pango_language_from_string("zh-cn"));
	pango_layout_context_changed(f->layout);
	pango_font_description_set_family_static(font, family);
	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	if (bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(f->layout, font);
	pango_font_description_free(font);
	pango_layout_set_wrap(f->layout, PANGO_WRAP_WORD_CHAR);
	for (char c = ' '; c < 127; c++)
		f->ascii[(unsigned char)c] = layout_width(f->layout, (char[]){ c, '\0' });
	f->wide = layout_width(f->layout, "国");
	pango_layout_get_extents(f->layout, NULL, &area);
	f->line = (double)area.height / PANGO_SCALE;
}

void face_open(struct face *f, cairo_t *cr, double size, bool bold)
{
	open_family(f, cr, "WenQuanYi Micro Hei", size, bold);
}

void face_open_serif(struct face *f, cairo_t *cr, double size)
{
	open_family(f, cr, "Noto Serif CJK SC, Source Han Serif SC, SimSun, serif", size, true);
}

void face_close(struct face *f)
{
	g_object_unref(f->layout);
	f->layout = NULL;
}

/* The width of text of printable ASCII and common Chinese, on one line; else
 * -1.  A hair too wide rather than too narrow: kerning only takes away. */
static double plain_width(const struct face *f, const char *text)
{
	double width = 0;

	for (const unsigned char *s = (const unsigned char *)text; *s; s++) {
		if (*s < 0x80) {
			if (*s < ' ' || *s == 127)
				return -1;
			width += f->ascii[*s];
		} else if ((*s >= 0xe3 && *s <= 0xe9) || (*s == 0xef && s[1] >= 0xbc)) {
			width += f->wide;
			s += 2;
		} else {
			return -1;
		}
	}
	return width;
}

static void set_box(struct face *f, const char *text, double width, double height, enum align align)
{
	static const PangoAlignment alignments[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };

	pango_layout_set_width(f->layout, width < 0 ? -1 : (int)ceil(width * PANGO_SCALE));
	pango_layout_set_height(f->layout, height < 0 ? -1 : (int)ceil(height * PANGO_SCALE));
	pango_layout_set_ellipsize(f->layout, height < 0 ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
	pango_layout_set_alignment(f->layout, alignments[align]);
	pango_layout_set_text(f->layout, text, -1);
}

double face_width(struct face *f, const char *text)
{
	double width = plain_width(f, text);

	if (width >= 0)
		return width;
	set_box(f, text, -1, -1, ALIGN_LEFT);
	return layout_width(f->layout, text);
}

double face_height(struct face *f, const char *text, double width)
{
	PangoRectangle area;
	double plain = plain_width(f, text);

	if (plain >= 0 && plain <= width)
		return f->line;
	set_box(f, text, width, -1, ALIGN_LEFT);
	pango_layout_get_extents(f->layout, NULL, &area);
	return (double)area.height / PANGO_SCALE;
}

void face_draw(struct face *f, const char *text, double x, double y, double width, double height,
	       enum align align)
{
	double plain = plain_width(f, text);

	if (!*text)
		return;
	if (plain >= 0 && plain <= width) {                  /* one line: no wrapping to work out */
		x += align == ALIGN_RIGHT ? width - plain : align == ALIGN_CENTRE ? (width - plain) / 2 : 0;
		set_box(f, text, -1, -1, ALIGN_LEFT);
	} else {
		set_box(f, text, width, height + 0.5, align);
	}
	cairo_move_to(f->cr, x, y);
	pango_cairo_show_layout(f->cr, f->layout);
}
