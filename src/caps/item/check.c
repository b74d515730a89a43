/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/item/item_internal.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/shape.h"
#include "caps/place/place.h"
#include <ctype.h>
#include <string.h>

enum { PACK_MAX = 1000000000, NORM_DAYS_MAX = 100000, SHELF_LIFE_MAX = 36500 };

static const struct { int64_t bit; const char *word; } tags[] = {
#define ITEM_TAG(at, name, w, zh, en) { 1 << (at), w },
#include "caps/item/tags.def"
#undef ITEM_TAG
};
enum { TAG_N = sizeof tags / sizeof *tags };

static int64_t tag_bit(const char *word, size_t n)
{
	for (int i = 0; i < TAG_N; i++)
		if (strlen(tags[i].word) == n && memcmp(tags[i].word, word, n) == 0)
			return tags[i].bit;
	return 0;
}

enum err item_tags_read(struct ctx *cx, const char *field, const char *words, int64_t *ret_set)
{
	int64_t set = 0;

	for (const char *at = words ? words : ""; *at; ) {
		size_t n = strcspn(at, ", ");
		int64_t bit = tag_bit(at, n);

		if (n && !bit)
			return fail(cx, ERR_BAD_INPUT, field, "不认识标签“%.*s”，可用：%s", "'%.*s' is no tag; known: %s",
				    (int)(n < 40 ? n : 40), at, item_tags_words(&cx->mem, INT64_MAX));
		set |= bit;
		at += n + (at[n] != 0);
	}
	*ret_set = set;
	return ERR_OK;
}

const char *item_tags_words(struct arena *mem, int64_t set)
{
	struct buf b = BUF(mem);

	for (int i = 0; i < TAG_N; i++)
		if (set & tags[i].bit)
			buf_print(&b, "%s%s", b.n ? "," : "", tags[i].word);
	return buf_get(&b);
}

bool item_gtin_ok(const char *digits)
{
	size_t n = strlen(digits);
	int sum = 0;

	if ((n != 8 && n != 12 && n != 13 && n != 14) || strspn(digits, "0123456789") != n)
		return false;
	for (size_t i = 0; i < n - 1; i++)
		sum += (digits[n - 2 - i] - '0') * (i % 2 ? 1 : 3);
	return (10 - sum % 10) % 10 == digits[n - 1] - '0';
}

/* GB/T 38565-2020: 1, 3, 5 or 7 digits; class 1..3, pairs 01..99. */
static bool gb38565_ok(const char *code)
{
	size_t n = strlen(code);

	if (n % 2 == 0 || n > 7 || strspn(code, "0123456789") != n || code[0] < '1' || code[0] > '3')
		return false;
	for (size_t i = 1; i < n; i += 2)
		if (code[i] == '0' && code[i + 1] == '0')
			return false;
	return true;
}

static enum err check_codes(struct ctx *cx, int64_t row, const struct item *it)
{
	size_t n = strlen(it->barcode);

	if (it->gb38565[0] && !gb38565_ok(it->gb38565))
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "gb38565"),
			    "“%.20s”不是 GB/T 38565 编码：应为 1、3、5 或 7 位数字，首位 1–3，其后每两位 01–99",
			    "'%.20s' is no GB/T 38565 code: 1, 3, 5 or 7 digits, the first 1 to 3, then pairs 01 to 99", it->gb38565);
	TRY(check_line(cx, check_field(&cx->mem, row, "barcode"), it->barcode, 0, 40));
	if ((n == 8 || n == 12 || n == 13 || n == 14) && strspn(it->barcode, "0123456789") == n && !item_gtin_ok(it->barcode))
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "barcode"), "条码 %s 的校验位不对，请核对", "the check digit of barcode %s is wrong",
			    it->barcode);
	return ERR_OK;
}

static enum err check_packing(struct ctx *cx, int64_t row, const struct item *it)
{
	TRY(check_line(cx, check_field(&cx->mem, row, "unit"), it->unit, 1, 20));
	TRY(check_range(cx, check_field(&cx->mem, row, "pack"), it->pack, 1, PACK_MAX));
	TRY(check_line(cx, check_field(&cx->mem, row, "pack_unit"), it->pack_unit, 0, 20));
	if (it->pack > 1 && strcmp(it->pack_unit, it->unit) == 0)
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "pack_unit"), "整件单位与基本单位同为“%s”，会混淆",
			    "the whole pack and the base unit are both called '%s'", it->unit);
	TRY(check_range(cx, check_field(&cx->mem, row, "norm_qty"), it->norm_qty, 0, PACK_MAX));
	TRY(check_range(cx, check_field(&cx->mem, row, "norm_days"), it->norm_days, 1, NORM_DAYS_MAX));
	return check_range(cx, check_field(&cx->mem, row, "shelf_life_days"), it->shelf_life_days, 0, SHELF_LIFE_MAX);
}

static void fill_in(struct item *it)
{
	const char **texts[] = { &it->code, &it->zh, &it->en, &it->category, &it->unit, &it->pack_unit, &it->gb38565, &it->barcode };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!*texts[i])
			*texts[i] = "";
	it->pack = it->pack ? it->pack : 1;
	it->norm_days = it->norm_days ? it->norm_days : 1;
	it->storage = it->storage ? it->storage : STORAGE_AMBIENT;
	it->active = it->active != 0;
	if (it->pack == 1)
		it->pack_unit = "";
	else if (!it->pack_unit[0])
		it->pack_unit = "箱";
}

enum err item_check(struct ctx *cx, int64_t row, const struct item *in, struct item *ret)
{
	struct item it = *in;

	fill_in(&it);
	TRY(check_code(cx, check_field(&cx->mem, row, "code"), it.code));
	TRY(check_line(cx, check_field(&cx->mem, row, "zh"), it.zh, 1, 100));
	TRY(check_line(cx, check_field(&cx->mem, row, "en"), it.en, 0, 100));
	TRY(check_word(cx, check_field(&cx->mem, row, "category"), it.category));
	TRY(check_packing(cx, row, &it));
	TRY(check_codes(cx, row, &it));
	if ((it.storage & (it.storage - 1)) != 0 || !storage_words(&cx->mem, it.storage)[0])
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "storage"), "一种物资只能有一个储存条件，可用：%s",
			    "an item has one storage class; known: %s", storage_words(&cx->mem, INT64_MAX));
	if (it.tags < 0 || it.tags >= INT64_C(1) << TAG_N)
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "tags"), "标签不对", "unknown tags");
	*ret = it;
	return ERR_OK;
}

static void show_part(struct buf *b, int64_t n, const char *unit)
{
	buf_print(b, "%s%lld %s", b->n > 1 ? " + " : "", (long long)n, unit);
}

const char *item_show(struct arena *mem, const struct item *item, int64_t qty)
{
	struct buf b = BUF(mem);
	int64_t whole = qty / item->pack, loose = qty % item->pack;

	if (item->pack == 1)
		return arena_print(mem, "%lld %s", (long long)qty, item->unit);
	if (qty < 0)
		buf_char(&b, '-');
	if (whole)
		show_part(&b, whole < 0 ? -whole : whole, item->pack_unit);
	if (loose || !whole)
		show_part(&b, loose < 0 ? -loose : loose, item->unit);
	return buf_get(&b);
}

bool item_need(const struct item *item, int64_t people, int64_t days, int64_t *ret_qty)
{
	__int128 need = (__int128)item->norm_qty * people;

	if (people < 0 || days < 0 || people > QTY_MAX || days > QTY_MAX)
		return false;
	if (need > (__int128)QTY_MAX * NORM_DAYS_MAX)
		return false;
	need = (need * days + item->norm_days - 1) / item->norm_days;
	if (need > QTY_MAX)
		return false;
	*ret_qty = (int64_t)need;
	return true;
}
