/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/place/place_internal.h"
#include "base/buf.h"
#include "base/check.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { NAME_MAX_LENGTH = 100, CONTACT_MAX_LENGTH = 100, POPULATION_MAX = 100000000, DAY_MAX = 2932896 };
enum { LON_MAX = 1800000000, LAT_MAX = 900000000 };

const char *const place_kind_words[] = { "any", "district", "subdistrict", "community", "warehouse", "unit",
					 "grid", "building", "station", "shop", NULL };

static const struct { int64_t bit; const char *word, *zh; } storages[] = {
#define STORAGE(at, name, w, chinese, en) { 1 << (at), w, chinese },
#include "caps/place/storage.def"
#undef STORAGE
};
enum { STORAGE_N = sizeof storages / sizeof *storages };

static int64_t storage_bit(const char *word, size_t n)
{
	for (int i = 0; i < STORAGE_N; i++)
		if (strlen(storages[i].word) == n && memcmp(storages[i].word, word, n) == 0)
			return storages[i].bit;
	return 0;
}

enum err storage_read(struct ctx *cx, const char *field, const char *words, int64_t *ret_set)
{
	int64_t set = 0;

	for (const char *at = words ? words : ""; *at; ) {
		size_t n = strcspn(at, ", ");
		int64_t bit = storage_bit(at, n);

		if (n && !bit)
			return fail(cx, ERR_BAD_INPUT, field, "不认识储存条件“%.*s”，可用：%s",
				    "'%.*s' is no storage class; known: %s", (int)(n < 40 ? n : 40), at,
				    storage_words(&cx->mem, INT64_MAX));
		set |= bit;
		at += n + (at[n] != 0);
	}
	*ret_set = set;
	return ERR_OK;
}

const char *storage_words(struct arena *mem, int64_t set)
{
	struct buf b = BUF(mem);

	for (int i = 0; i < STORAGE_N; i++)
		if (set & storages[i].bit)
			buf_print(&b, "%s%s", b.n ? "," : "", storages[i].word);
	return buf_get(&b);
}

const char *storage_zh(struct arena *mem, int64_t set)
{
	struct buf b = BUF(mem);

	for (int i = 0; i < STORAGE_N; i++)
		if (set & storages[i].bit)
			buf_print(&b, "%s%s", b.n ? "、" : "", storages[i].zh);
	return buf_get(&b);
}

const char *place_dial(struct arena *mem, const char *contact)
{
	enum { DIAL_DIGITS_MIN = 3 };

	for (const char *at = contact ? contact : ""; *at; at++) {
		size_t n = strspn(at, "0123456789-+"), digits = 0;

		for (size_t i = 0; i < n; i++)
			digits += isdigit((unsigned char)at[i]) != 0;
		if (digits >= DIAL_DIGITS_MIN)
			return arena_bytes(mem, at, n);
		at += n ? n - 1 : 0;
	}
	return "";
}

bool place_area_code(const char *code, enum place_kind *ret_kind, char ret_parent[static 13])
{
	if (!code || strlen(code) != 12 || strspn(code, "0123456789") != 12 || memcmp(code + 4, "00", 2) == 0)
		return false;
	memcpy(ret_parent, "000000000000", 13);
	if (memcmp(code + 9, "000", 3) != 0) {
		if (memcmp(code + 6, "000", 3) == 0)
			return false;
		memcpy(ret_parent, code, 9);
		*ret_kind = PLACE_COMMUNITY;
	} else if (memcmp(code + 6, "000", 3) != 0) {
		memcpy(ret_parent, code, 6);
		*ret_kind = PLACE_SUBDISTRICT;
	} else {
		memcpy(ret_parent, code, 4);
		*ret_kind = PLACE_DISTRICT;
	}
	return true;
}

/* The code, its level and its parent agree (standards.md 1.2). */
static enum err check_area(struct ctx *cx, int64_t row, const struct place_facts *in, const struct place *parent)
{
	const char *field = check_field(&cx->mem, row, "code");
	enum place_kind kind;
	char above[13], own[32];

	if (!place_area_code(in->code, &kind, above))
		return fail(cx, ERR_BAD_INPUT, field, "区划代码“%s”应为 12 位数字，上级位数补零",
			    "the division code '%s' must be 12 digits, padded with zeros", in->code);
	if ((int64_t)kind != in->kind)
		return fail(cx, ERR_BAD_INPUT, field, "代码 %s 的位数与类别 %s 不符", "the digits of code %s do not fit the kind %s",
			    in->code, place_kind_words[in->kind]);
	snprintf(own, sizeof own, "%06lld000000", (long long)(cx->district_id % 1000000));
	if (memcmp(in->code, own, 6) != 0)
		return fail(cx, ERR_BAD_INPUT, field, "代码 %s 不属于本区（%.6s）", "code %s is not of this district (%.6s)",
			    in->code, own);
	if (kind != PLACE_DISTRICT && parent && strcmp(parent->code, above) != 0)
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "parent"), "%s 的上级应为 %s，不是 %s",
			    "the parent of %s must be %s, not %s", in->code, above, parent->code);
	return ERR_OK;
}

/* A set of kinds of place; what may hang below each kind. */
#define K(kind) (1u << PLACE_##kind)
static const unsigned may_hold[PLACE_KINDS] = {
	[PLACE_DISTRICT] = K(SUBDISTRICT) | K(WAREHOUSE) | K(UNIT) | K(SHOP),
	[PLACE_SUBDISTRICT] = K(COMMUNITY) | K(WAREHOUSE) | K(UNIT) | K(GRID) | K(STATION) | K(SHOP),
	[PLACE_COMMUNITY] = K(WAREHOUSE) | K(UNIT) | K(GRID) | K(STATION) | K(SHOP),
	[PLACE_UNIT] = K(WAREHOUSE) | K(UNIT),
	[PLACE_GRID] = K(BUILDING) | K(STATION),
};
#undef K

static enum err check_parent(struct ctx *cx, int64_t row, const struct place_facts *in, const struct place *parent)
{
	const char *field = check_field(&cx->mem, row, "parent");
	size_t depth = 0;

	if (in->kind == PLACE_DISTRICT) {
		if (parent)
			return fail(cx, ERR_BLOCKED, field, "区县是最上级，不能再有上级", "a district has no parent");
		return ERR_OK;
	}
	if (!parent)
		return fail(cx, ERR_BAD_INPUT, field, "请填写上级", "name the parent");
	if (!(may_hold[parent->kind] >> in->kind & 1))
		return fail(cx, ERR_BLOCKED, field, "类别 %s 不能放在类别 %s 下面", "a %s cannot hang below a %s",
			    place_kind_words[in->kind], place_kind_words[parent->kind]);
	for (const char *c = parent->path; *c; c++)
		depth += *c == '/';
	if (depth > PLACE_DEPTH_MAX)
		return fail(cx, ERR_BLOCKED, field, "层级最多 %d 层", "the tree may be %d levels deep at most", PLACE_DEPTH_MAX);
	return ERR_OK;
}

/* A mobile number in a contact would be somebody's personal data. */
static bool has_mobile(const char *text)
{
	char digits[200];
	size_t n = 0;

	for (; *text && n < sizeof digits - 1; text++)
		if (isdigit((unsigned char)*text))
			digits[n++] = *text;
		else if (*text != ' ' && *text != '-')
			digits[n++] = '.';
	digits[n] = 0;
	for (const char *c = digits; *c; c += strcspn(c, "."), c += *c == '.') {
		size_t run = strspn(c, "0123456789");
		const char *last = c + (run >= 11 ? run - 11 : 0);

		if (run >= 11 && last[0] == '1' && last[1] >= '3' && (run == 11 || run == 13 || run == 15))
			return true;
	}
	return false;
}

static enum err check_times(struct ctx *cx, int64_t row, const struct place_facts *in)
{
	const char *to = check_field(&cx->mem, row, "valid_to");

	TRY(check_range(cx, check_field(&cx->mem, row, "valid_from"), in->valid_from, 0, DAY_MAX));
	TRY(check_range(cx, to, in->valid_to, 0, DAY_MAX));
	if (in->valid_to && in->valid_to <= in->valid_from)
		return fail(cx, ERR_BAD_INPUT, to, "停用日应晚于启用日", "the last day must come after the first");
	if (in->successor_id && !in->valid_to)
		return fail(cx, ERR_BAD_INPUT, to, "指定了接替者，就要填停用日", "a place with a successor needs a last day");
	return ERR_OK;
}

static enum err check_kind_facts(struct ctx *cx, int64_t row, const struct place_facts *in)
{
	if (in->unit_kind && in->unit_kind[0]) {
		if (in->kind != PLACE_UNIT)
			return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "unit_kind"), "只有单位才分单位类别",
				    "only a unit has a kind of unit");
		TRY(check_word(cx, check_field(&cx->mem, row, "unit_kind"), in->unit_kind));
	}
	if (in->storage && in->kind != PLACE_WAREHOUSE)
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "storage"), "只有仓库才写储存条件",
			    "only a warehouse has storage classes");
	if (in->storage < 0 || in->storage >= INT64_C(1) << STORAGE_N)
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "storage"), "储存条件不对", "unknown storage classes");
	return ERR_OK;
}

enum err place_check(struct ctx *cx, int64_t row, const struct place_facts *in, const struct place *parent)
{
	const char *contact = in->contact ? in->contact : "";

	if (in->kind < PLACE_DISTRICT || in->kind >= PLACE_KINDS)
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "kind"), "请写明是区县、街道、社区、仓库、单位、网格、楼栋、站点还是门店",
			    "the kind must be district, subdistrict, community, warehouse, unit, grid, building, station or shop");
	TRY(check_code(cx, check_field(&cx->mem, row, "code"), in->code));
	TRY(check_line(cx, check_field(&cx->mem, row, "name"), in->name, 1, NAME_MAX_LENGTH));
	TRY(check_parent(cx, row, in, parent));
	if (in->kind <= PLACE_COMMUNITY)
		TRY(check_area(cx, row, in, parent));
	TRY(check_kind_facts(cx, row, in));
	if (in->has_point) {
		TRY(check_range(cx, check_field(&cx->mem, row, "lon"), in->lon_e7, -LON_MAX, LON_MAX));
		TRY(check_range(cx, check_field(&cx->mem, row, "lat"), in->lat_e7, -LAT_MAX, LAT_MAX));
	}
	TRY(check_range(cx, check_field(&cx->mem, row, "population"), in->population, 0, POPULATION_MAX));
	TRY(check_line(cx, check_field(&cx->mem, row, "contact"), contact, 0, CONTACT_MAX_LENGTH));
	if (has_mobile(contact))
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "contact"),
			    "这里只写岗位和办公电话；个人手机请登记到人员", "write a post and an office line here; a mobile number belongs to a person's record");
	return check_times(cx, row, in);
}
