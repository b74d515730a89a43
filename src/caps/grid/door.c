/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/door.h"
#include "base/buf.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static size_t char_bytes(const char *s)
{
	size_t n = *s != 0;

	while (((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

static bool starts(const char *s, const char *with) { return strncmp(s, with, strlen(with)) == 0; }

/* Every dash people type becomes '-'; full-width becomes plain; blanks go; letters rise. */
static const char *plain(struct arena *mem, const char *text)
{
	static const char *const dashes[] = { "—", "–", "－", "‐", "‑", "−", "―", "─", "~", "～", "_", "/", "／", "\\", NULL };
	struct buf out = BUF(mem);

	for (const char *s = text ? text : ""; *s; ) {
		const unsigned char *u = (const unsigned char *)s;
		size_t n = char_bytes(s);
		const char *dash = NULL;

		for (size_t i = 0; dashes[i] && !dash; i++)
			if (starts(s, dashes[i]))
				dash = dashes[i];
		if (dash)
			buf_char(&out, '-');
		else if (u[0] == 0xef && (u[1] == 0xbc || u[1] == 0xbd) && u[2] >= 0x80 && !(u[1] == 0xbd && u[2] > 0x9e))
			buf_char(&out, (char)toupper((u[1] == 0xbc ? 0x20 : 0x60) + (u[2] & 0x3f)));
		else if (strchr(" \t\r\n", *s) || starts(s, "　") || starts(s, "\xc2\xa0"))
			;
		else if (n == 1)
			buf_char(&out, (char)toupper(*u));
		else
			buf_add(&out, s, n);
		s += dash ? strlen(dash) : n;
	}
	return buf_get(&out);
}

/* 一..九, 两 and 〇 as a digit; -1. */
static int digit_of(const char *s)
{
	static const char *const digits[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

	for (int i = 0; i < 10; i++)
		if (starts(s, digits[i]))
			return i;
	return starts(s, "零") ? 0 : starts(s, "两") ? 2 : -1;
}

/* A run of Chinese numerals below 1000 at *at: its value, and *at behind it.  -1: none. */
static int chinese_number(const char **at)
{
	int value = 0, digit = -1, plain_digits = 0;
	bool place = false;
	const char *s = *at;

	for (;;) {
		int d = digit_of(s);

		if (d >= 0) {
			value = digit >= 0 && !place ? value * 10 + digit : value;      /* 五〇一 */
			plain_digits += digit >= 0;
			digit = d;
			s += 3;
		} else if (starts(s, "十")) {
			value += (digit > 0 ? digit : 1) * 10, digit = -1, place = true, s += 3;
		} else if (starts(s, "百") && digit > 0) {
			value += digit * 100, digit = -1, place = true, s += 3;
		} else {
			break;
		}
		if (s - *at > 15)
			return -1;
	}
	if (s == *at)
		return -1;
	*at = s;
	return plain_digits ? value * 10 + digit : value + (digit > 0 ? digit : 0);
}

/* Chinese numerals in front of one of these words, or at the end, become digits. */
static const char *arabic(struct arena *mem, const char *text, const char *const *before)
{
	struct buf out = BUF(mem);

	for (const char *s = text; *s; ) {
		const char *end = s;
		int value = chinese_number(&end);
		bool fits = value >= 0 && !*end;

		for (size_t i = 0; before[i] && value >= 0 && !fits; i++)
			fits = starts(end, before[i]);
		if (fits) {
			buf_print(&out, "%d", value);
			s = end;
		} else {
			size_t n = value >= 0 ? (size_t)(end - s) : char_bytes(s);

			buf_add(&out, s, n);
			s += n;
		}
	}
	return buf_get(&out);
}

/* Without the first of these words it ends in. */
static const char *without_end(struct arena *mem, const char *text, const char *const *ends)
{
	size_t n = strlen(text);

	for (size_t i = 0; ends[i]; i++) {
		size_t m = strlen(ends[i]);

		if (n > m && memcmp(text + n - m, ends[i], m) == 0)
			return arena_bytes(mem, text, n - m);
	}
	return text;
}

/* Words longest first. */
static const char *const building_ends[] = { "号楼", "号栋", "号幢", "号院", "栋楼", "楼栋", "栋", "幢", "座", "舍", "楼", "#", "号", NULL };
static const char *const building_before[] = { "号", "栋", "幢", "座", "舍", "楼", "#", "组", "队", "排", NULL };
static const char *const unit_ends[] = { "号单元", "单元", "号门", "号梯", "梯", "门", "号", NULL };
static const char *const room_ends[] = { "号房间", "号寝室", "号房", "号室", "房间", "寝室", "室", "房", "号", "户", NULL };
static const char *const room_before[] = { "楼", "层", "室", "房", "号", "寝", "户", "东", "西", "中", NULL };

const char *door_building(struct arena *mem, const char *text)
{
	const char *s = arabic(mem, plain(mem, text), building_before);

	if (starts(s, "第") && isdigit((unsigned char)s[3]))
		s += 3;
	if (s[0] == '#')
		s++;
	s = without_end(mem, s, building_ends);
	if (strspn(s, "0123456789") == strlen(s))
		while (s[0] == '0' && s[1])
			s++;
	return s;
}

const char *door_unit(struct arena *mem, const char *text)
{
	const char *s = arabic(mem, plain(mem, text), unit_ends);

	s = without_end(mem, s, unit_ends);
	while (s[0] == '0' && s[1])
		s++;
	return s;
}

/* 18楼02 -> 1802, 5层3 -> 503, 5楼东 -> 5东. */
static const char *joined_floor(struct arena *mem, const char *s)
{
	size_t n = strspn(s, "0123456789");
	const char *rest = s + n;

	if (!n || !(starts(rest, "楼") || starts(rest, "层")) || !rest[3])
		return s;
	rest += 3;
	if (isdigit((unsigned char)rest[0]) && strspn(rest, "0123456789") == 1)
		return arena_print(mem, "%.*s0%s", (int)n, s, rest);
	return arena_print(mem, "%.*s%s", (int)n, s, rest);
}

const char *door_room(struct arena *mem, const char *text)
{
	const char *s = arabic(mem, plain(mem, text), room_before);

	if (starts(s, "商铺") || starts(s, "店铺") || starts(s, "门面"))
		s = arena_print(mem, "底商%s", s + 6);
	if (starts(s, "底商"))
		return arena_print(mem, "底商%s", door_unit(mem, s + 6));
	return joined_floor(mem, without_end(mem, s, room_ends));
}

const char *door_join(struct arena *mem, const char *building, const char *unit, const char *room)
{
	return arena_print(mem, "%s%s%s%s%s", building, *building ? "-" : "", unit, *unit ? "-" : "", room);
}

/* The first of these words in the text from `from` on, with something before it; NULL. */
static const char *find_word(const char *from, const char *const *words, size_t *ret_n)
{
	for (const char *s = from; *s; s += char_bytes(s))
		for (size_t i = 0; words[i]; i++)
			if (s > from && starts(s, words[i])) {
				*ret_n = strlen(words[i]);
				return s;
			}
	return NULL;
}

static const char *const building_words[] = { "号楼", "号栋", "号幢", "栋", "幢", "座", "舍", "#", "组", "队", NULL };
static const char *const unit_words[] = { "单元", "梯", "号门", NULL };

/* "3-2-501", "3-501": parts between dashes; false when there are none or too many. */
static bool read_dashes(struct arena *mem, const char *s, struct door *ret)
{
	const char *part[4];
	size_t n = 0;

	for (const char *at = s; ; ) {
		size_t m = strcspn(at, "-");

		if (m && n == 4)
			return false;
		if (m)
			part[n++] = arena_bytes(mem, at, m);
		if (!at[m])
			break;
		at += m + 1;
	}
	if (n < 2 || n > 3)
		return false;
	*ret = (struct door){ door_building(mem, part[0]), n == 3 ? door_unit(mem, part[1]) : "", door_room(mem, part[n - 1]) };
	return true;
}

/* Dashes between what the words left: "-501" is 501. */
static const char *undashed(const char *s)
{
	while (*s == '-')
		s++;
	return s;
}

/* Where the building's name ends in a word of its own: 3号楼, 88弄6号; NULL. */
static const char *building_end(const char *s, size_t *ret_n)
{
	const char *lane = strstr(s, "弄"), *number = lane ? strstr(lane, "号") : NULL;

	if (number) {
		*ret_n = strlen("号");
		return number;
	}
	return find_word(s, building_words, ret_n);
}

bool door_read(struct arena *mem, const char *text, struct door *ret)
{
	struct door door = { "", "", "" };
	const char *s = plain(mem, text), *word;
	size_t n, m;

	word = building_end(s, &n);
	if (!(word && word[n] && word[n] != '-') && !find_word(s, unit_words, &m) && read_dashes(mem, s, &door)) {
		*ret = door;
		return *door.room != 0;
	}
	if (word) {
		door.building = door_building(mem, arena_bytes(mem, s, (size_t)(word - s) + n));
		s = undashed(word + n);
	}
	word = find_word(s, unit_words, &n);
	if (word) {
		door.unit = door_unit(mem, arena_bytes(mem, s, (size_t)(word - s) + n));
		s = undashed(word + n);
	} else if (strchr(s, '-')) {                     /* 3幢2-501 */
		n = strcspn(s, "-");
		door.unit = door_unit(mem, arena_bytes(mem, s, n));
		s = undashed(s + n);
	}
	door.room = door_room(mem, s);
	*ret = door;
	return *door.room != 0;
}

int64_t door_floor(const char *room)
{
	size_t n;

	if (starts(room, "底商"))
		return 1;
	n = strspn(room, "0123456789");
	if (n >= 3)
		return n <= 6 ? strtol(room, NULL, 10) / 100 : 0;
	return n && (starts(room + n, "东") || starts(room + n, "西") || starts(room + n, "中")) ? strtol(room, NULL, 10) : 0;
}

/* A number for ordering: leading digits, or a letter, or 甲乙丙丁. */
static int64_t rank_of(const char *s, int64_t most)
{
	static const char *const stems[] = { "甲", "乙", "丙", "丁", "戊", NULL };
	size_t skip = strcspn(s, "0123456789");
	int64_t value = 0;

	for (const char *d = s + skip; isdigit((unsigned char)*d) && value < most; d++)
		value = value * 10 + (*d - '0');
	if (s[skip])
		return value < most ? value : most;
	for (size_t i = 0; stems[i]; i++)
		if (starts(s, stems[i]))
			return (int64_t)i + 1;
	return s[0] >= 'A' && s[0] <= 'Z' ? s[0] - 'A' + 1 : s[0] ? most : 0;
}

int64_t door_sort(const char *building, const char *unit, const char *room)
{
	int64_t floor = door_floor(room), door = rank_of(room, 99999);

	if (starts(room, "底商"))
		floor = 0;
	return ((rank_of(building, 9999) * 1000 + rank_of(unit, 999)) * 1000 + (floor < 999 ? floor : 999)) * 100000 + door;
}

bool door_room_same(const char *a, const char *b)
{
	while (*a == '0')
		a++;
	while (*b == '0')
		b++;
	return strcmp(a, b) == 0;
}

bool door_is_day(const char *text)
{
	static const char like[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof like - 1; i++)
		if (like[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != '-')
			return false;
	return !text[10] || text[10] == ' ';
}
