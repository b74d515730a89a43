/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "base/text.h"
#include "caps/intake/intake_work.h"
#include "caps/order/order_silent.h"
#include "intake.sql.h"
#include <string.h>

/* Texts to paste back: templates are data (texts.def), figures come from the orders; doors only, no names. */

enum { NOTE_ORDERS_MAX = 20000, NOTE_BUILDINGS_MAX = 60, NOTE_TEXT_MAX = 6000, NOTE_DOORS_MAX = 400 };

static const struct { const char *kind, *zh, *en, *text; } templates[] = {
#define NOTE(kind, zh, en, text) { #kind, zh, en, text },
#include "caps/intake/texts.def"
#undef NOTE
};

struct filling { const char *word, *text; };
struct noting {
	struct ctx *cx;
	struct goods goods;
	struct doors doors;
	struct place place;
	struct intake_text_orders_row *orders; size_t n_orders;
	struct intake_text_sums_row *sums; size_t n_sums;
	struct filling words[16]; size_t n_words;
	struct intake_note *notes; size_t n, room;
};

/* "11月22日18:30" */
static const char *moment(struct ctx *cx, int64_t ms)
{
	char time[30];

	if (!ms)
		return "";
	civil_write_time(ms, time);
	return arena_print(&cx->mem, "%d月%d日%.5s", (time[5] - '0') * 10 + time[6] - '0', (time[8] - '0') * 10 + time[9] - '0', time + 11);
}

/* "11月23日19:30 到 21:30": the day is said once. */
static const char *window(struct ctx *cx, const char *from, const char *until)
{
	const char *day = strstr(until, "日");
	size_t same = day ? (size_t)(day - until) + strlen("日") : 0;

	if (!*until)
		return from;
	return arena_print(&cx->mem, "%s 到 %s", from, same && !strncmp(from, until, same) ? until + same : until);
}

static void word(struct noting *t, const char *name, const char *text)
{
	for (size_t i = 0; i < t->n_words; i++)
		if (!strcmp(t->words[i].word, name)) {
			t->words[i].text = text;
			return;
		}
	t->words[t->n_words++] = (struct filling){ name, text };
}

static const char *value_of(const struct noting *t, const char *name, size_t n)
{
	for (size_t i = 0; i < t->n_words; i++)
		if (strlen(t->words[i].word) == n && !memcmp(t->words[i].word, name, n))
			return t->words[i].text;
	return "";
}

static const char *fill(struct noting *t, const char *text)
{
	struct buf out = { .mem = &t->cx->mem, .max = NOTE_TEXT_MAX };

	while (*text) {
		size_t line = strcspn(text, "\n"), words = 0, empty = 0;
		struct buf b = { .mem = &t->cx->mem, .max = NOTE_TEXT_MAX };

		for (const char *at = text; at < text + line; ) {
			const char *close = *at == '{' ? memchr(at, '}', (size_t)(text + line - at)) : NULL;

			if (close) {
				const char *value = value_of(t, at + 1, (size_t)(close - at - 1));

				words++;
				empty += !*value;
				buf_text(&b, value);
				at = close + 1;
			} else {
				buf_char(&b, *at++);
			}
		}
		if (!words || empty < words) {
			if (out.n)
				buf_char(&out, '\n');
			buf_text(&out, buf_get(&b));
		}
		text += line + (text[line] == '\n');
	}
	return buf_get(&out);
}

static void note(struct noting *t, size_t which, int64_t building_id)
{
	arena_push(&t->cx->mem, t->notes, t->n, t->room) = (struct intake_note){ .kind = templates[which].kind, .zh = templates[which].zh,
		.en = templates[which].en, .text = fill(t, templates[which].text), .building_id = building_id };
}

static const char *goods_on_sale(struct noting *t)
{
	struct buf b = { .mem = &t->cx->mem, .max = NOTE_TEXT_MAX };

	for (size_t i = 0; i < t->goods.offer.n_lines; i++) {
		const struct offer_line *l = &t->goods.offer.lines[i];

		buf_print(&b, "%s%zu. %s %s元/", b.n ? "\n" : "", i + 1, l->zh, text_write_money(&t->cx->mem, l->price_fen));
		if (l->price_units > 1)
			buf_print(&b, "%lld", (long long)l->price_units);
		buf_text(&b, l->unit);
		if (l->per_household)
			buf_print(&b, "，每户最多 %lld %s", (long long)l->per_household, l->unit);
		if (l->left <= 0)
			buf_text(&b, "，已订完");
	}
	return buf_get(&b);
}

static void sums(struct noting *t)
{
	struct buf b = { .mem = &t->cx->mem, .max = NOTE_TEXT_MAX };
	int64_t orders = 0, money = 0;

	for (size_t i = 0; i < t->n_sums; i++) {
		const struct offer_line *l = goods_line(&t->goods, t->sums[i].line_no);

		if (!t->sums[i].line_no) {
			orders = t->sums[i].orders;
			money = t->sums[i].own_fen;
		} else if (l && t->sums[i].qty) {
			buf_print(&b, "%s%s %lld %s", b.n ? "\n" : "", l->zh, (long long)t->sums[i].qty, l->unit);
		}
	}
	if (!orders)
		orders = (int64_t)t->n_orders;
	for (size_t i = 0; !money && i < t->n_sums; i++)
		money += t->sums[i].own_fen;
	word(t, "sums", buf_get(&b));
	word(t, "orders", arena_print(&t->cx->mem, "%lld", (long long)orders));
	word(t, "money", text_write_money(&t->cx->mem, money));
}

/* Doors whose household has not answered, a line per building. */
static enum err missing(struct noting *t, int64_t offer_id)
{
	struct order_silent_filter f = { .offer_id = offer_id, .place_id = t->place.place_id, .limit = NOTE_DOORS_MAX };
	struct buf b = { .mem = &t->cx->mem, .max = NOTE_TEXT_MAX };
	struct order_silent *rows;
	struct order_answers *by;
	size_t n, buildings, all = 0;

	TRY(order_silent(t->cx, &f, &rows, &n));
	TRY(order_answers(t->cx, &f, &by, &buildings));
	for (size_t i = 0; i < buildings; i++)
		all += (size_t)by[i].silent;
	for (size_t i = 0; i < n; i++)
		buf_print(&b, "%s%s", i && rows[i].building_id == rows[i - 1].building_id ? "、" : b.n ? "\n" : "", rows[i].door);
	if (all > n)
		buf_print(&b, "\n…… 另有 %zu 户", all - n);
	word(t, "missing", buf_get(&b));
	word(t, "missing_n", arena_print(&t->cx->mem, "%zu", all));
	return ERR_OK;
}

static const char *building_name(const struct noting *t, int64_t building_id)
{
	for (size_t i = 0; i < t->doors.n_buildings; i++)
		if (t->doors.buildings[i].building_id == building_id)
			return t->doors.buildings[i].name;
	return "";
}

static void arrivals(struct noting *t, size_t which)
{
	size_t buildings = 0;

	for (size_t i = 0; i < t->n_orders && buildings < NOTE_BUILDINGS_MAX; buildings++) {
		const int64_t building = t->orders[i].building_id;
		struct buf b = { .mem = &t->cx->mem, .max = NOTE_TEXT_MAX };

		for (; i < t->n_orders && t->orders[i].building_id == building; i++)
			buf_print(&b, "%s%s 取货号 %s", b.n ? "\n" : "", t->orders[i].door, t->orders[i].pickup_no);
		word(t, "pickups", buf_get(&b));
		word(t, "building", building_name(t, building));
		note(t, which, building);
	}
}

static enum err gather(struct noting *t, int64_t offer_id, int64_t place_id)
{
	struct ctx *cx = t->cx;
	const char *end;

	TRY(place_need(cx, PERM_ORDER_READ, place_id, &t->place));
	end = arena_print(&cx->mem, "%s~", t->place.path);
	TRY(goods_open(cx, offer_id, 0, &t->goods));
	TRY(doors_open(cx, place_id, &t->doors));
	TRY(intake_text_orders(cx, (struct intake_text_orders_in){ .district_id = cx->district_id, .offer_id = offer_id, .under = t->place.path, .under_end = end,
		.limit = NOTE_ORDERS_MAX }, &t->orders, &t->n_orders, NOTE_ORDERS_MAX));
	return intake_text_sums(cx, (struct intake_text_sums_in){ .district_id = cx->district_id, .offer_id = offer_id, .under = t->place.path, .under_end = end,
		.limit = OFFER_LINES_MAX + 1 }, &t->sums, &t->n_sums, OFFER_LINES_MAX + 1);
}

enum err intake_notes(struct ctx *cx, int64_t offer_id, int64_t place_id, struct intake_note **ret, size_t *ret_n)
{
	struct noting t = { .cx = cx };
	const char *from, *until;

	TRY(gather(&t, offer_id, place_id));
	from = moment(cx, t.goods.offer.deliver_from_ms);
	until = moment(cx, t.goods.offer.deliver_until_ms);
	word(&t, "offer", t.goods.offer.name);
	word(&t, "shop", t.goods.offer.shop ? t.goods.offer.shop : "");
	word(&t, "goods", goods_on_sale(&t));
	word(&t, "cut_off", moment(cx, t.goods.offer.cut_off_ms));
	word(&t, "deliver", window(cx, from, until));
	word(&t, "now", moment(cx, cx->now_ms));
	sums(&t);
	TRY(missing(&t, offer_id));
	for (size_t i = 0; i < sizeof templates / sizeof *templates; i++) {
		if (!strcmp(templates[i].kind, "arrival"))
			arrivals(&t, i);
		else if (strcmp(templates[i].kind, "missing") || *value_of(&t, "missing", 7))
			note(&t, i, 0);
	}
	*ret = t.notes;
	*ret_n = t.n;
	return ERR_OK;
}
