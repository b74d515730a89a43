/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/enrol.h"
#include "caps/grid/door.h"
#include <stdlib.h>
#include <string.h>

/* Reading what people type into a roster: needs in their words, doors against the grammar. */

static const struct { const char *word; int64_t needs; } said[] = {
	{ "独居老人", NEED_ALONE | NEED_ELDERLY }, { "空巢老人", NEED_ALONE | NEED_ELDERLY }, { "孤寡老人", NEED_ALONE | NEED_ELDERLY },
	{ "独居", NEED_ALONE }, { "独身", NEED_ALONE }, { "残疾", NEED_DISABLED }, { "残障", NEED_DISABLED }, { "行动不便", NEED_DISABLED },
	{ "婴", NEED_INFANT }, { "幼儿", NEED_INFANT }, { "奶粉", NEED_INFANT }, { "孕", NEED_PREGNANT }, { "产妇", NEED_PREGNANT },
	{ "慢性病", NEED_CHRONIC }, { "慢病", NEED_CHRONIC }, { "高血压", NEED_CHRONIC }, { "糖尿病", NEED_CHRONIC }, { "透析", NEED_CHRONIC },
	{ "无智能手机", NEED_NO_PHONE }, { "不会用手机", NEED_NO_PHONE }, { "没有手机", NEED_NO_PHONE }, { "老年机", NEED_NO_PHONE },
	{ "低保", NEED_LOW_INCOME }, { "困难", NEED_LOW_INCOME }, { "特困", NEED_LOW_INCOME }, { "低收入", NEED_LOW_INCOME },
	{ "老人", NEED_ELDERLY }, { "老年人", NEED_ELDERLY }, { "高龄", NEED_ELDERLY }, { "留守", NEED_LEFT_BEHIND }, { "孤儿", NEED_ORPHAN },
	{ "精神", NEED_PSYCHIATRIC },
};
static const char *const nothing[] = { "无", "否", "正常", "没有", "-", "—", "/", "普通", "一般", NULL };

enum err needs_guess(struct ctx *cx, const char *field, const char *text, int64_t *ret_set)
{
	int64_t set = 0, words;

	*ret_set = 0;
	for (size_t i = 0; nothing[i]; i++)
		if (strcmp(text, nothing[i]) == 0)
			return ERR_OK;
	if (!*text)
		return ERR_OK;
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		if (strstr(text, said[i].word))
			set |= said[i].needs;
	if (!set) {
		if (needs_read(cx, field, text, &words))
			return fail(cx, ERR_BAD_INPUT, field, "看不出是哪种特殊情况，可写：%s%.0s", "no known need in it; known: %.0s%s",
				    needs_zh(&cx->mem, INT64_MAX), needs_words(&cx->mem, INT64_MAX));
		set = words;
	}
	*ret_set = set;
	return ERR_OK;
}

static bool in_list(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; *at; at += strcspn(at, ","), at += *at != 0)
		if (strcspn(at, ",") == n && memcmp(at, word, n) == 0)
			return true;
	return false;
}

bool grid_door_fits(const char *units, const char *doors, int64_t floor_low, int64_t floor_high, int64_t shops, const char *unit,
		    const char *room, const char **ret_why)
{
	size_t digits = strspn(room, "0123456789");
	int64_t floor = door_floor(room);

	*ret_why = "unit";
	if (*units && *unit && !in_list(units, unit))
		return false;
	*ret_why = "room";
	if (strncmp(room, "底商", strlen("底商")) == 0)
		return !shops || strtol(room + strlen("底商"), NULL, 10) <= shops;
	*ret_why = "floor";
	if (floor_high && floor && (floor < floor_low || floor > floor_high))
		return false;
	*ret_why = "room";
	if (!*doors || digits < 3)
		return true;
	return in_list(doors, room + digits - 2) || in_list(doors, room + digits);       /* 01 of 501, 东 of 501东 */
}
