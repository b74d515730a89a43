/* SPDX-License-Identifier: Apache-2.0 */
#include "file/label_type.h"
#include "file/kept_by_libraries.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { GLYPHS_MAX = 200 };

void type_open(struct type_face *f, cairo_t *cr, double size, bool bold)
{
	PangoFontDescription *font = pango_font_description_new();
	cairo_font_options_t *exact = cairo_font_options_create();
	PangoContext *context;

	*f = (struct type_face){ .cr = cr, .size = size, .layout = pango_cairo_create_layout(cr) };
	f->slots = calloc(TYPE_SLOTS, sizeof *f->slots);
	assert(f->slots);
	context = pango_layout_get_context(f->layout);
	pango_cairo_context_set_resolution(context, 72);
	cairo_font_options_set_hint_style(exact, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(exact, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, exact);
	cairo_font_options_destroy(exact);
	pango_context_set_language(context, pango_language_from_string("zh-cn"));
	pango_font_description_set_family_static(font, "WenQuanYi Micro Hei");
	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	if (bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(f->layout, font);
	pango_font_description_free(font);
	pango_layout_set_text(f->layout, "国", -1);
	f->ascent = (double)pango_layout_get_baseline(f->layout) / PANGO_SCALE;
}

void type_close(struct type_face *f)
{
	for (int i = 0; i < f->n_fonts; i++)
		cairo_scaled_font_destroy(f->fonts[i]);
	free(f->slots);
	g_object_unref(f->layout);
	*f = (struct type_face){ 0 };
}

static int font_of(struct type_face *f, PangoFont *font)
{
	cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));

	for (int i = 0; i < f->n_fonts; i++)
		if (f->fonts[i] == scaled)
			return i;
	if (f->n_fonts == (int)(sizeof f->fonts / sizeof *f->fonts))
		return 0;
	f->fonts[f->n_fonts] = cairo_scaled_font_reference(scaled);
	return f->n_fonts++;
}

/* One character through Pango: which font has it, which glyph, how wide. */
static struct type_glyph shape(struct type_face *f, uint32_t character, const char *text, size_t n)
{
	struct type_glyph g = { .character = character };
	PangoLayoutLine *line;
	PangoGlyphItem *run;

	pango_layout_set_text(f->layout, text, (int)n);
	line = pango_layout_get_line_readonly(f->layout, 0);
	run = line->runs ? line->runs->data : NULL;
	if (!run || !run->glyphs->num_glyphs)
		return g;
	g.glyph = (int32_t)run->glyphs->glyphs[0].glyph;
	g.width = (float)run->glyphs->glyphs[0].geometry.width / PANGO_SCALE;
	g.font = font_of(f, run->item->analysis.font);
	if (g.glyph == (int32_t)PANGO_GLYPH_EMPTY || (run->glyphs->glyphs[0].glyph & PANGO_GLYPH_UNKNOWN_FLAG))
		g.glyph = 0;
	return g;
}

static uint32_t character_at(const char *text, size_t *ret_n)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t n = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	uint32_t c = n == 1 ? s[0] : s[0] & (0x7f >> n);

	for (size_t i = 1; i < n; i++)
		c = c << 6 | (s[i] & 0x3f);
	*ret_n = n;
	return c;
}

static struct type_glyph glyph_at(struct type_face *f, const char *text, size_t *ret_n)
{
	uint32_t c = character_at(text, ret_n), at = (c * 2654435761u) >> 19;
	struct type_glyph *slot = &f->slots[at % TYPE_SLOTS];

	if (slot->character != c)
		*slot = shape(f, c, text, *ret_n);
	return *slot;
}

double type_width(struct type_face *f, const char *text, size_t n_bytes)
{
	double width = 0;

	for (size_t at = 0, n; at < n_bytes; at += n)
		width += glyph_at(f, text + at, &n).width;
	return width;
}

size_t type_fit(struct type_face *f, const char *text, double width)
{
	double sum = 0;
	size_t at = 0, n;

	while (text[at]) {
		sum += glyph_at(f, text + at, &n).width;
		if (sum > width + 0.01)
			return at;
		at += n;
	}
	return at;
}

static void show(struct type_face *f, int font, const cairo_glyph_t *glyphs, int n)
{
	if (!n || font >= f->n_fonts)
		return;
	cairo_set_scaled_font(f->cr, f->fonts[font]);
	cairo_show_glyphs(f->cr, glyphs, n);
}

void type_draw(struct type_face *f, const char *text, size_t n_bytes, double x, double y, double scale)
{
	cairo_glyph_t glyphs[GLYPHS_MAX];
	int n_glyphs = 0, font = 0;

	if (scale != 1) {
		cairo_save(f->cr);
		cairo_translate(f->cr, x, y);
		cairo_scale(f->cr, scale, scale);
		x = y = 0;
	}
	for (size_t at = 0, n; at < n_bytes; at += n) {
		struct type_glyph g = glyph_at(f, text + at, &n);

		if ((g.font != font && n_glyphs) || n_glyphs == GLYPHS_MAX) {
			show(f, font, glyphs, n_glyphs);
			n_glyphs = 0;
		}
		font = g.font;
		if (g.glyph)
			glyphs[n_glyphs++] = (cairo_glyph_t){ (unsigned long)g.glyph, x, y };
		x += g.width;
	}
	show(f, font, glyphs, n_glyphs);
	if (scale != 1)
		cairo_restore(f->cr);
}
