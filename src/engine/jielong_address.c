/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/jielong_work.h"
#include <stdio.h>
#include <string.h>

/* Where to: 3-2-501, 3号楼2单元501室, A座1205, 88弄6号301, 东区3-1-302, 18楼02室, 底商2.
 * Parts are tried at one place; nothing is taken unless the whole makes an address. */

static const char32_t *const building_words[] = { U"号楼", U"栋楼", U"栋", U"幢", U"座", U"舍", U"号宿舍", U"号公寓", U"#楼", U"#", NULL };
static const char32_t *const unit_words[] = { U"单元", U"门洞", U"号门", U"门", U"梯", U"单", U"座", NULL };
static const char32_t *const room_words[] = { U"寝室", U"室", U"房间", U"房", U"号房", U"号", U"户", NULL };
static const char32_t *const shop_words[] = { U"底商", U"商铺", U"门面", U"门市", U"店面", U"沿街", U"铺面", U"店铺", NULL };

static void put(char *ret, size_t room, const char *more)
{
	size_t n = strlen(ret);

	snprintf(ret + n, room - n, "%s", more);
}

static void capitals(char *text)
{
	for (; *text; text++)
		*text = *text >= 'a' && *text <= 'z' ? (char)(*text - 32) : *text;
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
		capitals(ret);
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

/* "3 栋", "2 单元": the word behind a number, also behind one space. */
static int word_behind(const struct line *l, int at, const char32_t *const *words)
{
	static const char32_t *const spaced[] = { U"号楼", U"栋", U"幢", U"单元", U"座", NULL };
	int n = word_of(l, at, words);

	if (n || l->c[at] != ' ')
		return n;
	n = word_of(l, at + 1, spaced);
	return n && n == word_of(l, at + 1, words) ? n + 1 : 0;
}

static int sep_at(const struct line *l, int at)      /* between the parts of 3-2-501: its length with the spaces around it */
{
	int i = skip_space(l, at);

	if (!in(l->c[i], U"-/\\~_·"))
		return 0;
	while (l->c[i] == '-' && l->c[i + 1] == '-')               /* 3--2--501 */
		i++;
	return skip_space(l, i + 1) - at;
}

static int shop_at(const struct line *l, int at, char *ret, size_t room)          /* 底商2, 商铺12号 */
{
	int w = word_of(l, at, shop_words), n = w ? digits_at(l, at + w) : 0;

	if (!n)
		return 0;
	line_write(l, at, at + w + n, ret, room);
	return w + n + (l->c[at + w + n] == U'号' ? 1 : 0);
}

/* 18楼02室, 5楼东户, 5楼501: n digits of the floor stand before the word. */
static int floor_at(const struct line *l, int at, int n, char *ret, size_t room)
{
	int i = at + n + 1, second = digits_at(l, i), rest = i + second;

	line_write(l, at, at + n, ret, room);
	if ((second == 1 || second == 2) && l->c[rest] != U'床') {
		if (second == 1)
			put(ret, room, "0");
		line_write(l, i, rest, ret + strlen(ret), room - strlen(ret));
		return rest + word_of(l, rest, room_words) - at;
	}
	if (second == 3 || second == 4) {
		line_write(l, i, rest, ret, room);
		return rest + word_of(l, rest, room_words) - at;
	}
	if (in(l->c[i], U"东西南北中左右")) {
		line_write(l, i, i + 1, ret + strlen(ret), room - strlen(ret));
		return i + 1 + word_of(l, i + 1, room_words) - at;
	}
	ret[0] = '\0';
	return 0;
}

/* The word behind a room: 501室, "501 室". */
static int room_word(const struct line *l, int at)
{
	int n = word_of(l, at, room_words);

	if (!n && l->c[at] == ' ' && l->c[at + 1] == U'室')
		return 2;
	if (n == 1 && l->c[at] == U'号' && word_of(l, at, (const char32_t *const[]){ U"号套餐", U"号电池", U"号楼", U"号线", NULL }))
		return 0;
	return n;
}

/* 501, 0301, 1801A, 5楼东户, 18楼02, 底商2; ends before anything that would make it another number. */
static int room_at(const struct line *l, int at, int least, char *ret, size_t room)
{
	int n = digits_at(l, at), i = at + n, shop = shop_at(l, at, ret, room);

	if (shop)
		return shop;
	ret[0] = '\0';
	if (!n) {
		n = spelled_at(l, at, ret, 6);
		if (!n)
			ret[0] = '\0';
		return n ? n + word_of(l, at + n, room_words) : 0;
	}
	if (n > 5)
		return 0;
	if (n <= 2 && (l->c[i] == U'楼' || l->c[i] == U'层'))
		return floor_at(l, at, n, ret, room);
	if (is_letter(l->c[i]) && !is_letter(l->c[i + 1]) && !is_digit(l->c[i + 1]) && !in(l->c[i], U"xX"))
		i++;
	else if (in(l->c[i], U"东西南北") && (i + 1 >= l->n || in(l->c[i + 1], U"户 ,、")))
		i++;
	if (i - at < least || is_digit(l->c[i]) || (l->c[i] == '.' && is_digit(l->c[i + 1])))
		return 0;
	line_write(l, at, i, ret, room);
	capitals(ret);
	i += room_word(l, i);
	if (i > at && l->c[i - 1] == U'室' && is_letter(l->c[i]) && !is_letter(l->c[i + 1]) && !is_digit(l->c[i + 1])) {      /* 1201室A */
		line_write(l, i, i + 1, ret + strlen(ret), room - strlen(ret));
		capitals(ret);
		i++;
	}
	return i - at;
}

/* What stands before the number and tells buildings apart: 东区, 二期, 88弄, 护理2区. */
static int one_prefix(const struct line *l, int at, char *ret, size_t room)
{
	static const char32_t *const zones[] = { U"东区", U"西区", U"南区", U"北区", U"中区", U"东苑", U"西苑", U"南苑", U"北苑", U"东园", U"西园", U"南园",
		U"北园", U"东院", U"西院", U"南院", U"北院", U"前区", U"后区", U"新区", U"老区", U"前院", U"后院", NULL };
	int64_t value;
	int n = word_of(l, at, zones), i;

	ret[0] = '\0';
	if (n) {
		line_write(l, at, at + n, ret, room);
		return n;
	}
	i = number_at(l, at, &value);
	if (i && value % 1000 == 0 && word_at(l, at + i, U"号院")) {
		line_write(l, at, at + i + 2, ret, room);
		return i + 2;
	}
	if (i && value % 1000 == 0 && in(l->c[at + i], U"期弄区苑")) {
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

/* One or two of them: 东区, 二期东区. */
static int prefix_at(const struct line *l, int at, char *ret, size_t room)
{
	int first = one_prefix(l, at, ret, room), next, second;
	char more[48];

	if (!first)
		return 0;
	next = at + first;
	while (in(l->c[next], U" -"))
		next++;
	second = one_prefix(l, next, more, sizeof more);
	if (!second)
		return next - at;
	put(ret, room, more);
	next += second;
	while (in(l->c[next], U" -"))
		next++;
	return next - at;
}

/* 3组15号: a house of a village group. */
static int village_at(const struct line *l, int at, struct jielong_address *a)
{
	int64_t group, house;
	char word[8];
	int n = number_at(l, at, &group), i = at + n, h;

	if (!n || group % 1000 || !in(l->c[i], U"组队"))
		return 0;
	i = skip_space(l, i + 1);
	i = l->c[i] == '-' ? i + 1 : i;
	h = number_at(l, i, &house);
	if (!h || house % 1000 || (l->c[i + h] != U'号' && l->c[i + h] != U'户' && digits_at(l, i) < 1) || (h && word_at(l, i + h, U"份")))
		return 0;
	line_write(l, at + n, at + n + 1, word, sizeof word);
	snprintf(a->building, sizeof a->building, "%lld%s", (long long)(group / 1000), word);
	snprintf(a->room, sizeof a->room, "%lld", (long long)(house / 1000));
	return i + h + (in(l->c[i + h], U"号户") ? 1 : 0) - at;
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
	w = n ? word_behind(l, i + n, unit_words) : 0;
	if (w) {
		int end = i + n + w, j;

		s = sep_at(l, end);
		j = s ? end + s : skip_space(l, end);
		n = room_at(l, j, 2, a->room, sizeof a->room);
		return (n ? j + n : end) - at;
	}
	s = n && digits_at(l, i) <= 2 ? sep_at(l, i + n) : 0;
	if (s) {                                   /* 3幢2-501 */
		int r = room_at(l, i + n + s, 2, a->room, sizeof a->room);

		if (r)
			return i + n + s + r - at;
	}
	if (is_letter(l->c[i]) && digits_at(l, i + 1) >= 3 && !in(l->c[i], U"xX")) {      /* 3栋A501 */
		int r = room_at(l, i + 1, 3, a->room, sizeof a->room);

		line_write(l, i, i + 1, a->unit, sizeof a->unit);
		capitals(a->unit);
		if (r)
			return i + 1 + r - at;
	}
	a->unit[0] = '\0';
	n = room_at(l, i, 3, a->room, sizeof a->room);
	return n ? i + n - at : 0;
}

/* 2-501 behind 3-, 5门-301 behind 8-: the second part and the room. */
static int unit_and_room(const struct line *l, int at, bool dots, struct jielong_address *a)
{
	char unit[24];
	int n = part_at(l, at, unit, sizeof unit), w = n ? word_of(l, at + n, unit_words) : 0, i = at + n + w, t, r;

	if (!n)
		return 0;
	t = sep_at(l, i);
	if (!t && l->c[i] == '.' && dots)
		t = 1;
	if ((!t && !w) || (!w && digits_at(l, at) > 2))
		return 0;
	r = room_at(l, t ? i + t : skip_space(l, i), dots ? 3 : 1, a->room, sizeof a->room);
	if (!r)
		return 0;
	r += t ? i + t : skip_space(l, i);
	if (strlen(a->room) == 1 && r < l->n && !in(l->c[r], U" ,:"))             /* 3-2-1份 is no room 1 */
		return 0;
	snprintf(a->unit, sizeof a->unit, "%s", unit);
	return r - at;
}

/* 3-2-501, 3-501, 3/2/501, 3.2.501, A-1205. */
static int plain_at(const struct line *l, int at, struct jielong_address *a)
{
	int n = part_at(l, at, a->building, sizeof a->building), s, i = at + n, r;

	if (!n)
		return 0;
	if (l->c[i] == U'楼' && sep_at(l, i + 1))          /* 3楼-2-501 */
		i++;
	s = sep_at(l, i);
	if (!s && l->c[i] == '.' && is_digit(l->c[i + 1]))
		s = 1;
	if (!s)
		return 0;
	r = unit_and_room(l, i + s, l->c[i] == '.', a);
	if (r)
		return i + s + r - at;
	if (l->c[i] == '.')
		return 0;
	r = room_at(l, i + s, l->c[i + s] == '0' ? 2 : 3, a->room, sizeof a->room);
	return r ? i + s + r - at : 0;
}

/* The word that makes a number a building where the number alone would not: its length. */
static int building_word(const struct line *l, int at, bool zone)
{
	int w = word_behind(l, at, building_words), next = skip_space(l, at + 1);
	char unit[24];
	int part;

	if (w)
		return w;
	if (l->c[at] != U'号' && l->c[at] != U'楼')
		return 0;
	if (l->c[at] == U'号' && (zone || digits_at(l, at + 1) >= 3 || l->c[at + 1] == '-'))       /* 88弄6号, 3号501 */
		return 1;
	if (l->c[at] == U'楼' && digits_at(l, next) >= 3)
		return 1;
	part = part_at(l, next, unit, sizeof unit);
	return part && word_of(l, next + part, (const char32_t *const[]){ U"单元", U"门", U"梯", NULL }) ? 1 : 0;
}

/* 18楼02室, 底商2, 5门301, 三单元501: no building is said. */
static int homeless_at(const struct line *l, int at, struct jielong_address *ret)
{
	static const char32_t *const says_room[] = { U"楼", U"室", U"房", NULL };
	int n, w;

	*ret = (struct jielong_address){ .building = "" };
	n = part_at(l, at, ret->unit, sizeof ret->unit);
	w = n ? word_of(l, at + n, (const char32_t *const[]){ U"单元", U"门洞", U"门", U"梯", NULL }) : 0;
	if (w) {
		int i = at + n + w, s = sep_at(l, i), r;

		i = s ? i + s : skip_space(l, i);
		r = room_at(l, i, 3, ret->room, sizeof ret->room);
		if (r)
			return i + r - at;
	}
	*ret = (struct jielong_address){ .building = "" };
	n = room_at(l, at, 1, ret->room, sizeof ret->room);
	if (n && (strlen(ret->room) >= 3 || word_of(l, at, shop_words)) && (word_of(l, at, shop_words) || has_word(l, at, at + n, says_room)))
		return n;
	*ret = (struct jielong_address){ .building = "" };
	return 0;
}

int address_at(const struct line *l, int at, struct jielong_address *ret)
{
	char prefix[48];
	int p, i, n, w, behind;

	*ret = (struct jielong_address){ .building = "" };
	p = prefix_at(l, at, prefix, sizeof prefix);
	i = at + p;
	n = village_at(l, i, ret);
	if (n)
		return i + n - at;
	n = part_at(l, i, ret->building, sizeof ret->building);
	w = n ? building_word(l, i + n, p && prefix[0]) : 0;
	if (n && w) {
		bool floor = l->c[i + n] == U'楼' && w == 1;

		behind = behind_building(l, i + n + w, ret);
		n = i + n + w + behind - at;
		if (floor && !ret->unit[0] && strlen(ret->room) >= 3 && strncmp(ret->building, ret->room, strlen(ret->building)) == 0)
			ret->building[0] = '\0';                                /* 5楼502: the floor */
	} else {
		*ret = (struct jielong_address){ .building = "" };
		n = plain_at(l, i, ret);
		n = n ? i + n - at : 0;
		if (!n) {
			*ret = (struct jielong_address){ .building = "" };
			n = zone_room_at(l, at, ret);
			if (n)
				return n;
			n = homeless_at(l, i, ret);
			return n ? i + n - at : 0;
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
	static const char32_t *const joins[] = { U"和", U"、", U",", U"及", U"与", U"跟", U"&", U"+", U"/", U"以及", U";", NULL };
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

/* 501至503, 501~503: the rooms between, when they are few and on one floor. */
static int range_at(const struct line *l, int at, struct jielong_line *ret)
{
	static const char32_t *const until[] = { U"至", U"到", U"~", U"--", U"-", NULL };
	const struct jielong_address first = ret->address[ret->n_addresses - 1];
	int w = word_of(l, at, until), digits = w ? digits_at(l, at + w) : 0;
	int64_t from, to;

	if (digits < 3 || digits > 4 || digits != (int)strspn(first.room, "0123456789") || digits != (int)strlen(first.room)
	    || !has_word(l, at + w + digits, l->n, (const char32_t *const[]){ U"各", U"每户", U"每家", U"都", NULL }))
		return 0;
	from = to = 0;
	for (int i = 0; i < digits; i++) {
		from = from * 10 + (first.room[i] - '0');
		to = to * 10 + (int64_t)(l->c[at + w + i] - '0');
	}
	if (to <= from || to - from >= JIELONG_ADDRESSES || to / 100 != from / 100)
		return 0;
	for (int64_t room = from + 1; room <= to && ret->n_addresses < JIELONG_ADDRESSES; room++) {
		struct jielong_address *a = &ret->address[ret->n_addresses++];

		*a = first;
		snprintf(a->room, sizeof a->room, "%0*lld", digits, (long long)room);
	}
	return w + digits + word_of(l, at + w + digits, room_words);
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
	return !(is_han(l->c[at]) && !in(l->c[at], U"零一二三四五六七八九十廿东西南北中新老前甲乙丙底商门沿店铺护") && at);
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

/* Nothing else says where: "1801 李四", "3 2 501", "3,2,501", "3.501", "3-12" at the beginning of a line. */
static void lone_room(struct line *l, int from, struct jielong_line *ret)
{
	struct jielong_address a = { .building = "" };
	char part[2][24];
	int at = from, parts = 0, n;

	for (; parts < 2; parts++) {
		int used = is_digit(l->c[at]) || is_letter(l->c[at]) ? part_at(l, at, part[parts], sizeof part[0]) : 0;

		if (!used || digits_at(l, at) > 2 || !in(l->c[at + used], U" ,.") || !is_digit(l->c[skip_space(l, at + used + 1)]))
			break;
		at = skip_space(l, at + used + 1);
	}
	n = digits_at(l, at) >= 3 && digits_at(l, at) <= 4 ? room_at(l, at, 3, a.room, sizeof a.room) : 0;
	if (n && (at + n >= l->n || in(l->c[at + n], U" ,:*x+"))) {
		if (parts > 0)
			snprintf(a.building, sizeof a.building, "%s", part[0]);
		if (parts > 1)
			snprintf(a.unit, sizeof a.unit, "%s", part[1]);
	} else {
		at = from;                                                    /* 3-12: a short room */
		n = is_digit(l->c[at]) ? part_at(l, at, a.building, sizeof a.building) : 0;
		if (!n || l->c[at + n] != '-' || digits_at(l, at + n + 1) == 0 || digits_at(l, at + n + 1) > 2)
			return;
		at += n + 1;
		n = room_at(l, at, 1, a.room, sizeof a.room);
		if (!n || (at + n < l->n && l->c[at + n] != ' '))
			return;
		ret->why = JIELONG_SHORT_ADDRESS;
	}
	a.span = line_span(l, from, at + n);
	ret->address[ret->n_addresses++] = a;
	take_address(l, from, at + n);
}

/* 楼号:3 单元:2 房号:501 */
static bool labelled_address(struct line *l, int from, struct jielong_line *ret)
{
	static const char32_t *const labels[3][6] = { { U"楼号", U"楼栋", U"幢号", U"栋号", U"楼", NULL }, { U"单元号", U"单元", NULL }, { U"房间号", U"房号", U"室号", U"门牌号", U"房间", NULL } };
	struct jielong_address a = { .building = "" };
	char *const parts[] = { a.building, a.unit, a.room };
	const size_t sizes[] = { sizeof a.building, sizeof a.unit, sizeof a.room };
	int start[3] = { 0 }, end[3] = { 0 };

	for (int at = from; at < l->n; at++)
		for (int k = 0; k < 3; k++) {
			int w = end[k] ? 0 : word_of(l, at, labels[k]), i = at + w, n;

			if (!w || l->c[i] != ':')
				continue;
			i = skip_space(l, i + 1);
			n = k == 2 ? room_at(l, i, 1, parts[k], sizes[k]) : part_at(l, i, parts[k], sizes[k]);
			if (!n)
				continue;
			start[k] = at;
			end[k] = i + n + (k == 0 ? word_of(l, i + n, building_words) : k == 1 ? word_of(l, i + n, unit_words) : 0);
		}
	if (!end[0] || !end[2])
		return false;
	for (int k = 0; k < 3; k++)
		for (int i = start[k]; i < end[k]; i++)
			l->taken[i] = ADDRESS;
	a.span = line_span(l, start[0], end[2] > start[0] ? end[2] : end[0]);
	ret->address[ret->n_addresses++] = a;
	return true;
}

static void say_place(struct line *l, int from, int place)
{
	for (int i = from; i < l->n; i++)
		l->place[i] = (uint8_t)place;
}

void find_addresses(struct line *l, int from, struct jielong_line *ret)
{
	struct jielong_address a;

	if (labelled_address(l, from, ret))
		return;
	for (int at = from; at < l->n && ret->n_addresses < JIELONG_ADDRESSES; at++) {
		int n = may_begin(l, at) ? address_at(l, at, &a) : 0;

		if (!n || (ret->n_addresses && (!(a.building[0] && a.room[0]) || (at && in(l->c[at - 1], U"代帮给替放送到在找")))))
			continue;
		take_address(l, at, at + n);
		a.span = line_span(l, at, at + n);
		ret->address[ret->n_addresses++] = a;
		at += n;
		say_place(l, at, ret->n_addresses);
		while (ret->n_addresses < JIELONG_ADDRESSES) {
			n = next_address(l, at, &ret->address[ret->n_addresses - 1], &a);
			a.span = line_span(l, at, at + n);
			if (n)
				ret->address[ret->n_addresses++] = a;
			else
				n = range_at(l, at, ret);
			if (!n)
				break;
			take_address(l, at, at + n);
			at += n;
			say_place(l, at, PLACE_ALL);         /* joined: what follows is for all of them */
		}
		at--;
	}
	if (!ret->n_addresses)
		lone_room(l, from, ret);
}
