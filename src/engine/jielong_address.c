/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/jielong_work.h"
#include <stdio.h>
#include <string.h>

/* Where to: 3-2-501, 3号楼2单元501室, A座1205, 88弄6号301, 东区3-1-302, 18楼02室, 底商2.
 * Parts are tried at one place; nothing is taken unless the whole makes an address. */

static const char32_t *const building_words[] = { U"号楼", U"栋楼", U"栋", U"幢", U"座", U"舍", U"#楼", U"#", NULL };
static const char32_t *const unit_words[] = { U"单元", U"门洞", U"门", U"梯", U"单", NULL };
static const char32_t *const room_words[] = { U"寝室", U"室", U"房间", U"房", U"号房", U"号", U"户", NULL };

struct reading { int at; struct jielong_address a; };

static void put(char *ret, size_t room, const char *more)
{
	size_t n = strlen(ret);

	snprintf(ret + n, room - n, "%s", more);
}

/* A number for a building or a unit: 3, 03, 十二, A, A2, 2A; digits at most 3.  Its text and length. */
static int part_at(const struct line *l, int at, char *ret, size_t room)
{
	int digits = digits_at(l, at), i = at;
	int64_t value;

	ret[0] = '\0';
	if (digits > 3)
		return 0;
	if (digits || is_letter(l->c[at])) {
		if (is_letter(l->c[i]))
			i++;
		for (int d = digits_at(l, i); d > 0 && d <= 3; d = 0)
			i += d;
		if (digits && is_letter(l->c[i]) && !is_letter(l->c[i + 1]))
			i++;
		if (is_letter(l->c[i]) || is_digit(l->c[i]))
			return 0;
		line_write(l, at, i, ret, room);
		for (char *c = ret; *c; c++)
			*c = *c >= 'a' && *c <= 'z' ? (char)(*c - 32) : *c;
		return i - at;
	}
	if (in(l->c[at], U"甲乙丙丁戊")) {
		line_write(l, at, at + 1, ret, room);
		return 1;
	}
	if (in(l->c[at], U"两俩双仨半"))
		return 0;
	i = number_at(l, at, &value);
	if (i && value % 1000 == 0 && value < 1000000)
		snprintf(ret, room, "%lld", (long long)(value / 1000));
	return ret[0] ? i : 0;
}

static int sep_at(const struct line *l, int at)      /* between the parts of 3-2-501: its length with the spaces around it */
{
	int i = skip_space(l, at);

	if (!in(l->c[i], U"-/\\~_"))
		return 0;
	return skip_space(l, i + 1) - at;
}

/* 501, 0301, 1801A, 5楼东户, 18楼02, 底商2; ends before anything that would make it another number. */
static int room_at(const struct line *l, int at, int least, char *ret, size_t room)
{
	int n = digits_at(l, at), i = at + n, w;

	ret[0] = '\0';
	w = word_at(l, at, U"底商");
	if (w) {
		n = digits_at(l, at + w);
		if (!n)
			return 0;
		line_write(l, at, at + w + n, ret, room);
		return w + n;
	}
	if (!n) {
		n = spelled_at(l, at, ret, 6);
		if (!n)
			ret[0] = '\0';
		return n ? n + word_of(l, at + n, room_words) : 0;
	}
	if (n > 5)
		return 0;
	if (n <= 2 && (l->c[i] == U'楼' || l->c[i] == U'层')) {
		int second = digits_at(l, i + 1);

		line_write(l, at, i, ret, room);
		if (second == 2 || second == 1) {
			int rest = i + 1 + second;

			if (second == 1)
				put(ret, room, "0");
			line_write(l, i + 1, rest, ret + strlen(ret), room - strlen(ret));
			return rest + word_of(l, rest, room_words) - at;
		}
		if (in(l->c[i + 1], U"东西南北中左右")) {
			line_write(l, i + 1, i + 2, ret + strlen(ret), room - strlen(ret));
			return i + 2 + word_of(l, i + 2, room_words) - at;
		}
		ret[0] = '\0';
		return 0;
	}
	if (is_letter(l->c[i]) && !is_letter(l->c[i + 1]) && !is_digit(l->c[i + 1]) && !in(l->c[i], U"xX"))
		i++;
	else if (in(l->c[i], U"东西南北") && (i + 1 >= l->n || in(l->c[i + 1], U"户 ,、")))
		i++;
	if (i - at < least || is_digit(l->c[i]) || (l->c[i] == '.' && is_digit(l->c[i + 1])))
		return 0;
	line_write(l, at, i, ret, room);
	for (char *c = ret; *c; c++)
		*c = *c >= 'a' && *c <= 'z' ? (char)(*c - 32) : *c;
	return i + word_of(l, i, room_words) - at;
}

/* What stands before the number and tells buildings apart: 东区, 二期, 88弄, 护理2区. */
static int prefix_at(const struct line *l, int at, char *ret, size_t room)
{
	static const char32_t *const zones[] = { U"东区", U"西区", U"南区", U"北区", U"中区", U"东苑", U"西苑", U"南苑", U"北苑", NULL };
	int64_t value;
	int n = word_of(l, at, zones), i;

	ret[0] = '\0';
	if (n) {
		line_write(l, at, at + n, ret, room);
		return n;
	}
	i = number_at(l, at, &value);
	if (i && value % 1000 == 0 && in(l->c[at + i], U"期弄区")) {
		line_write(l, at, at + i + 1, ret, room);
		return i + 1;
	}
	if (is_letter(l->c[at]) && l->c[at + 1] == U'区') {
		line_write(l, at, at + 2, ret, room);
		if (ret[0] >= 'a' && ret[0] <= 'z')
			ret[0] = (char)(ret[0] - 32);
		return 2;
	}
	return 0;
}

/* 护理2区305: the zone itself is the building. */
static int zone_room_at(const struct line *l, int at, struct jielong_address *a)
{
	int i = at, n, r;

	while (i < l->n && i < at + 4 && is_han(l->c[i]) && !in(l->c[i], U"区楼栋幢"))
		i++;
	n = digits_at(l, i);
	if (i == at || !n || n > 2 || l->c[i + n] != U'区')
		return 0;
	r = room_at(l, skip_space(l, i + n + 1), 3, a->room, sizeof a->room);
	if (!r)
		return 0;
	line_write(l, at, i + n + 1, a->building, sizeof a->building);
	return skip_space(l, i + n + 1) + r - at;
}

/* After a building with its word: unit and room in any of their writings. */
static int behind_building(const struct line *l, int at, struct jielong_address *a)
{
	int i = skip_space(l, at), n, w, s = sep_at(l, at);

	i = s ? at + s : i;
	n = part_at(l, i, a->unit, sizeof a->unit);
	w = n ? word_of(l, i + n, unit_words) : 0;
	if (w) {
		int end = i + n + w, j;

		s = sep_at(l, end);
		j = s ? end + s : skip_space(l, end);
		n = room_at(l, j, 2, a->room, sizeof a->room);
		return (n ? j + n : end) - at;
	}
	s = n ? sep_at(l, i + n) : 0;
	if (s) {                                   /* 3幢2-501 */
		int r = room_at(l, i + n + s, 2, a->room, sizeof a->room);

		if (r)
			return i + n + s + r - at;
	}
	a->unit[0] = '\0';
	n = room_at(l, i, 3, a->room, sizeof a->room);
	return n ? i + n - at : 0;
}

/* 3-2-501, 3-501, 3/2/501, 3.2.501, A-1205. */
static int plain_at(const struct line *l, int at, struct jielong_address *a)
{
	int n = part_at(l, at, a->building, sizeof a->building), s, i = at + n, second, r;
	char unit[24];

	if (!n)
		return 0;
	s = sep_at(l, i);
	if (!s && l->c[i] == '.' && is_digit(l->c[i + 1]))
		s = 1;
	if (!s)
		return 0;
	second = part_at(l, i + s, unit, sizeof unit);
	if (second) {
		int t = sep_at(l, i + s + second);
		int j = i + s + second;

		if (!t && l->c[j] == '.' && s == 1 && l->c[i] == '.')
			t = 1;
		r = t ? room_at(l, j + t, l->c[i] == '.' ? 3 : 2, a->room, sizeof a->room) : 0;
		if (r) {
			snprintf(a->unit, sizeof a->unit, "%s", unit);
			return j + t + r - at;
		}
	}
	if (l->c[i] == '.')
		return 0;
	r = room_at(l, i + s, l->c[i + s] == '0' ? 2 : 3, a->room, sizeof a->room);
	return r ? i + s + r - at : 0;
}

int address_at(const struct line *l, int at, struct jielong_address *ret)
{
	char prefix[48];
	int p, i, n, w, behind;

	*ret = (struct jielong_address){ "", "", "" };
	p = prefix_at(l, at, prefix, sizeof prefix);
	i = p ? skip_space(l, at + p) : at;
	n = part_at(l, i, ret->building, sizeof ret->building);
	w = n ? word_of(l, i + n, building_words) : 0;
	if (n && !w && p && prefix[0] && l->c[i + n] == U'号')          /* 88弄6号 */
		w = 1;
	if (n && !w && l->c[i + n] == U'号' && (digits_at(l, i + n + 1) >= 3 || l->c[i + n + 1] == '-'))
		w = 1;
	if (n && !w && l->c[i + n] == U'楼' && digits_at(l, skip_space(l, i + n + 1)) >= 3)
		w = 1;
	if (n && !w && l->c[i + n] == U'楼' && word_of(l, i + n + 1 + digits_at(l, i + n + 1), unit_words))
		w = 1;
	if (n && w) {
		bool floor = l->c[i + n] == U'楼';

		behind = behind_building(l, i + n + w, ret);
		n = i + n + w + behind - at;
		if (floor && strncmp(ret->building, ret->room, strlen(ret->building)) == 0)      /* 5楼502: the floor */
			ret->building[0] = '\0';
	} else {
		*ret = (struct jielong_address){ "", "", "" };
		n = plain_at(l, i, ret);
		n = n ? i + n - at : 0;
		if (!n) {
			*ret = (struct jielong_address){ "", "", "" };
			n = zone_room_at(l, at, ret);
			if (n)
				return n;
			n = room_at(l, i, 1, ret->room, sizeof ret->room);     /* 18楼02室, 底商2: a room by itself says so */
			if (!n || (strlen(ret->room) < 3) || !(has_word(l, i, i + n, (const char32_t *const[]){ U"楼", U"底商", U"室", U"房", NULL }))) {
				*ret = (struct jielong_address){ "", "", "" };
				return 0;
			}
			return i + n - at;
		}
	}
	if (p && ret->building[0]) {
		char own[48];

		snprintf(own, sizeof own, "%s", ret->building);
		snprintf(ret->building, sizeof ret->building, "%.24s%.20s", prefix, own);
	}
	return n;
}

/* Joined addresses: 3-501和3-502, 3-2-501、502. */
static int next_address(const struct line *l, int at, const struct jielong_address *before, struct jielong_address *ret)
{
	static const char32_t *const joins[] = { U"和", U"、", U",", U"及", U"与", U"跟", U"&", U"+", U"/", U"以及", NULL };
	int i = skip_space(l, at), w = word_of(l, i, joins), n;

	if (w) {
		i = skip_space(l, i + w);
		n = address_at(l, i, ret);
		if (n)
			return i + n - at;
		*ret = *before;
		n = digits_at(l, i) >= 3 ? room_at(l, i, 3, ret->room, sizeof ret->room) : 0;
		return n ? i + n - at : 0;
	}
	if (i == at)
		return 0;
	n = address_at(l, i, ret);
	return n && ret->building[0] && ret->room[0] ? i + n - at : 0;
}

static bool may_begin(const struct line *l, int at)
{
	uint32_t before = at && !l->taken[at - 1] ? l->c[at - 1] : ' ';

	if (l->taken[at])
		return false;
	if (is_digit(l->c[at]) && (is_digit(before) || before == '.' || is_letter(before) || (before == '-' && at > 1 && is_digit(l->c[at - 2]))))
		return false;
	if (is_letter(l->c[at]) && (is_letter(before) || is_digit(before)))
		return false;
	return !(is_han(l->c[at]) && !in(l->c[at], U"零一二三四五六七八九十东西南北中甲乙底护") && at);
}

static void take_address(struct line *l, int from, int to)
{
	static const char32_t *const labels[] = { U"收货地址", U"地址", U"住址", U"房号", U"门牌号", U"门牌", U"楼号", NULL };
	int before = from;

	while (before > 0 && in(l->c[before - 1], U": "))
		before--;
	for (int start = before - 1; start >= 0 && start >= before - 4; start--)
		if (word_of(l, start, labels) && start + word_of(l, start, labels) == before)
			from = start;
	for (int i = from; i < to; i++)
		l->taken[i] = ADDRESS;
}

/* "12. 1801 李四 2份": a room by itself, where nothing else says where. */
static void lone_room(struct line *l, int from, struct jielong_line *ret)
{
	struct jielong_address a = { "", "", "" };
	int n = digits_at(l, from) >= 3 && digits_at(l, from) <= 4 ? room_at(l, from, 3, a.room, sizeof a.room) : 0;

	if (!n || (from + n < l->n && l->c[from + n] != ' '))
		return;
	ret->address[ret->n_addresses++] = a;
	take_address(l, from, from + n);
}

void find_addresses(struct line *l, int from, struct jielong_line *ret)
{
	struct jielong_address a;

	for (int at = from; at < l->n && ret->n_addresses < JIELONG_ADDRESSES; at++) {
		int n = may_begin(l, at) ? address_at(l, at, &a) : 0;

		if (!n || (ret->n_addresses && !(a.building[0] && a.room[0])))
			continue;
		take_address(l, at, at + n);
		ret->address[ret->n_addresses++] = a;
		at += n;
		for (int i = at; i < l->n; i++)
			l->place[i] = (uint8_t)ret->n_addresses;
		while (ret->n_addresses < JIELONG_ADDRESSES) {
			n = next_address(l, at, &ret->address[ret->n_addresses - 1], &a);
			if (!n)
				break;
			take_address(l, at, at + n);
			ret->address[ret->n_addresses++] = a;
			at += n;
			for (int i = at; i < l->n; i++)
				l->place[i] = 100;         /* joined: what follows is for all of them */
		}
		at--;
	}
	if (!ret->n_addresses)
		lone_room(l, from, ret);
}
