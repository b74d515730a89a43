/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/jielong_work.h"
#include <string.h>

bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(uint32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_han(uint32_t c) { return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x3134f) || c == 0x3007; }
bool is_space(uint32_t c) { return c == ' '; }

bool in(uint32_t c, const char32_t *set)
{
	for (; *set; set++)
		if (*set == c)
			return true;
	return false;
}

static uint32_t next_char(const unsigned char *at, const unsigned char *end, int *used)
{
	static const struct { unsigned char mask, lead; int more; } forms[] = { { 0xe0, 0xc0, 1 }, { 0xf0, 0xe0, 2 }, { 0xf8, 0xf0, 3 } };

	*used = 1;
	if (*at < 0x80)
		return *at;
	for (int i = 0; i < 3; i++)
		if ((*at & forms[i].mask) == forms[i].lead && end - at > forms[i].more) {
			uint32_t c = *at & (0xffU >> (forms[i].more + 2));

			for (int k = 1; k <= forms[i].more; k++) {
				if ((at[k] & 0xc0) != 0x80)
					return ' ';
				c = c << 6 | (at[k] & 0x3fU);
			}
			*used = forms[i].more + 1;
			if (c < (i == 0 ? 0x80U : i == 1 ? 0x800U : 0x10000U) || (c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff)
				return ' ';                                /* no character of Unicode */
			return c;
		}
	return ' ';
}

/* One width for all: 0 when the character says nothing. */
static uint32_t plain(uint32_t c)
{
	if ((c >= 0x4e00 && c <= 0x9fff) || (c >= 0x20 && c < 0x7f))
		return c;
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	if (in(c, U"\x2010\x2011\x2012\x2013\x2014\x2015\x2212\xfe63\x2500\x30fc"))
		return '-';
	if (in(c, U"×✕✖╳"))
		return 'x';
	if (c >= 0x2474 && c <= 0x247c)                                /* ⑴ */
		return c - 0x2474 + '1';
	if (c == 0x2795)
		return '+';
	if (c == 0x27a1 || c == 0x21d2 || c == 0x2b95)
		return U'→';
	if (c == 0x3000 || c == 0xa0 || c == '\t' || (c >= 0x2000 && c <= 0x200a))
		return ' ';
	if (c == 0x200b || c == 0x200c || c == 0x200d || c == 0xfeff || c == 0xfe0f || c == 0x20e3 || c < 0x20 || (c >= 0x7f && c < 0xa0)
	    || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
		return 0;
	if (c == 0x274c || c == 0x274e || c == 0x2717 || c == 0x2718)                                /* a cross: it is cancelled */
		return 0x274c;
	if (c >= 0x1f000 || (c >= 0x2600 && c <= 0x27bf) || (c >= 0xe000 && c <= 0xf8ff))      /* emoji, pictures */
		return (c >= 0x20000 && c <= 0x3134f) ? c : ' ';
	return c;
}

/* Marks of several characters: [强] and other pictures spelled out become spaces, -> an arrow, the colon of 18:00 no separator. */
static void plain_marks(struct line *l)
{
	static const char32_t *const pictures[] = { U"强", U"玫瑰", U"抱拳", U"微笑", U"呲牙", U"OK", U"Ok", U"合十", U"爱心", U"太阳", U"捂脸", U"偷笑", U"鼓掌", U"庆祝",
		U"拥抱", U"握手", U"咖啡", U"憨笑", U"可怜", U"流泪", U"大哭", U"害羞", U"愉快", U"好的", U"旺柴", U"加油", U"红包", U"福", U"耶", U"嘿哈", U"奸笑", U"机智",
		U"皱眉", U"破涕为笑", U"苦涩", U"裂开", U"叹气", U"翻白眼", U"汗", U"笑脸", U"胜利", U"图片", U"语音", U"视频", U"文件", U"表情", U"动画表情", U"链接", U"位置",
		U"Rose", U"Smile", U"ThumbsUp", U"Worship", U"Grin", U"握拳", U"拳头", U"勾引", U"跳跳", U"吃瓜", U"哇", U"尴尬", U"发呆", U"亲亲", U"色", U"得意", U"调皮", NULL };

	for (int i = 0; i < l->n; i++) {
		if (!in(l->c[i], U"[-=:"))
			continue;

		int n = l->c[i] == '[' ? word_of(l, i + 1, pictures) : 0;

		if (n && l->c[i + 1 + n] == ']') {
			for (int k = i; k <= i + 1 + n; k++)
				l->c[k] = ' ';
		} else if (in(l->c[i], U"-=") && l->c[i + 1] == '>') {
			l->c[i] = ' ';
			l->c[i + 1] = U'→';
		} else if (l->c[i] == ':' && i && is_digit(l->c[i - 1]) && !(i > 2 && (is_digit(l->c[i - 3]) || l->c[i - 3] == '-'))
			   && !(i > 1 && l->c[i - 2] == '-') && digits_at(l, i + 1) == 2 && l->c[i + 1] < '6') {
			l->c[i] = CLOCK_COLON;
		}
	}
}

bool line_normalise(struct line *l, const char *text, size_t n)
{
	const unsigned char *at = (const unsigned char *)text, *end = at + n;
	int used;

	l->n = 0;
	for (; at < end; at += used) {
		uint32_t c = plain(next_char(at, end, &used));

		if (!c && at - (const unsigned char *)text < UINT16_MAX - 8)
			continue;
		if (l->n == JIELONG_LINE_MAX || !c)
			return false;
		l->byte[l->n] = (uint16_t)(at - (const unsigned char *)text);
		l->c[l->n] = c;
		l->taken[l->n] = FREE;
		l->place[l->n++] = 0;
	}
	l->byte[l->n] = (uint16_t)(at - (const unsigned char *)text);
	l->c[l->n] = l->c[l->n + 1] = 0;
	l->taken[l->n] = l->taken[l->n + 1] = LABEL;
	plain_marks(l);
	memset(l->holds, 0, sizeof l->holds);
	for (int i = 0; i < l->n; i++)
		l->holds[l->c[i] >> 6 & 15] |= UINT64_C(1) << (l->c[i] & 63);
	return true;
}

static int put_char(char *out, uint32_t c)
{
	if (c == CLOCK_COLON)
		c = ':';
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

void line_write(const struct line *l, int from, int to, char *ret, size_t room)
{
	size_t n = 0;

	while (from < to && is_space(l->c[from]))
		from++;
	while (to > from && is_space(l->c[to - 1]))
		to--;
	for (; from < to && n + 5 < room; from++)
		n += (size_t)put_char(ret + n, l->c[from]);
	ret[n] = '\0';
}

struct jielong_span line_span(const struct line *l, int from, int to)
{
	while (from < to && is_space(l->c[from]))
		from++;
	while (to > from && is_space(l->c[to - 1]))
		to--;
	if (to <= from || to > l->n)
		return (struct jielong_span){ 0, 0 };
	return (struct jielong_span){ l->byte[from], l->byte[to] };
}

void line_append(const struct line *l, int from, int to, char *ret, size_t room)
{
	size_t n = strlen(ret);

	if (n && n + 2 < room)
		ret[n++] = ' ';
	line_write(l, from, to, ret + n, room - n);
	if (!ret[n] && n)
		ret[n - 1] = '\0';
}

int skip_space(const struct line *l, int at)
{
	while (at < l->n && is_space(l->c[at]))
		at++;
	return at;
}

int word_at(const struct line *l, int at, const char32_t *word)
{
	int i = 0;

	for (; word[i]; i++)
		if (l->c[at + i] != word[i])               /* the line ends with 0, which no word holds */
			return 0;
	return i;
}

int word_of(const struct line *l, int at, const char32_t *const *words)
{
	uint32_t first = l->c[at];
	int best = 0;

	for (; *words; words++) {
		if ((*words)[0] != first)
			continue;
		int n = word_at(l, at, *words);

		best = n > best ? n : best;
	}
	return best;
}

static bool holds(const struct line *l, uint32_t c) { return l->holds[c >> 6 & 15] >> (c & 63) & 1; }

static bool word_may_stand(const struct line *l, const char32_t *word) { return holds(l, word[0]) && (!word[1] || holds(l, word[1])); }

bool may_hold(const struct line *l, const char32_t *const *words)
{
	for (; *words; words++)
		if (word_may_stand(l, *words))
			return true;
	return false;
}

bool has_word(const struct line *l, int from, int to, const char32_t *const *words)
{
	for (; *words; words++) {
		if (!word_may_stand(l, *words))
			continue;
		for (int at = from; at < to; at++) {
			int n = l->c[at] == (*words)[0] ? word_at(l, at, *words) : 0;

			if (n && at + n <= to)
				return true;
		}
	}
	return false;
}

int digits_at(const struct line *l, int at)
{
	int n = 0;

	while (at + n < l->n && is_digit(l->c[at + n]))
		n++;
	return n;
}

static int han_digit(uint32_t c)
{
	static const char32_t digits[] = U"零一二三四五六七八九";

	for (int i = 0; i < 10; i++)
		if (digits[i] == c)
			return i;
	if (c == U'〇')
		return 0;
	return c == U'两' || c == U'俩' || c == U'双' ? 2 : c == U'仨' ? 3 : c == U'壹' ? 1 : c == U'贰' ? 2 : c == U'叁' ? 3 : -1;
}

/* 三零一: digits said one by one; how many, at least three, else 0. */
int spelled_at(const struct line *l, int at, char *ret, int room)
{
	int n = 0;

	while (at + n < l->n && n < room - 1 && han_digit(l->c[at + n]) >= 0 && !in(l->c[at + n], U"两俩双仨")) {
		ret[n] = (char)('0' + han_digit(l->c[at + n]));
		n++;
	}
	ret[n] = '\0';
	return n >= 3 ? n : 0;
}

/* 二十一, 一百零五, 两千: up to 9999. */
static int han_number_at(const struct line *l, int at, int64_t *ret)
{
	static const struct { char32_t c; int64_t times; } powers[] = { { U'千', 1000 }, { U'百', 100 }, { U'十', 10 }, { U'廿', 20 } };
	int64_t sum = 0, digit = -1;
	int start = at;

	for (; at < l->n; at++) {
		int64_t times = 0;
		int d = han_digit(l->c[at]);

		for (size_t i = 0; i < 4; i++)
			times = powers[i].c == l->c[at] ? powers[i].times : times;
		if (times) {
			sum += (digit < 0 ? 1 : digit) * times;          /* 十二 is 12, 廿一 is 21 */
			digit = -1;
		} else if (d == 0 && sum) {
			digit = -1;
		} else if (d > 0 && digit < 0) {
			digit = d;
		} else {
			break;
		}
	}
	if (at == start || (!sum && digit < 0))
		return 0;
	*ret = (sum + (digit < 0 ? 0 : digit)) * 1000;
	return at - start;
}

int number_at(const struct line *l, int at, int64_t *ret)
{
	int n = digits_at(l, at), used = n;
	int64_t value = 0;

	if (!n) {
		if (at < l->n && l->c[at] == U'半') {
			*ret = 500;
			return 1;
		}
		return han_number_at(l, at, ret);
	}
	if (n > 6)
		return 0;
	for (int i = 0; i < n; i++)
		value = value * 10 + (int64_t)(l->c[at + i] - '0');
	value *= 1000;
	if (l->c[at + n] == '.' && is_digit(l->c[at + n + 1])) {
		int64_t part = 100;

		for (used = n + 1; at + used < l->n && is_digit(l->c[at + used]); used++, part /= 10)
			value += (int64_t)(l->c[at + used] - '0') * part;
		if (used - n > 4)
			return 0;
	}
	*ret = value;
	return used;
}

/* ---- telephones ---- */

static void take_phone(struct line *l, struct jielong_line *ret, int from, int to, const char *digits)
{
	static const char32_t *const labels[] = { U"联系电话", U"联系方式", U"手机号码", U"手机号", U"手机", U"电话号码", U"电话", U"号码", U"tel", U"Tel", U"TEL", U"☎", NULL };
	int before = from;

	if (!ret->phone[0])
		memcpy(ret->phone, digits, strlen(digits) + 1);
	while (before > 0 && in(l->c[before - 1], U": "))
		before--;
	for (int start = before - 1; start >= 0 && start >= before - 4; start--) {
		int n = word_of(l, start, labels);

		if (n && start + n == before)
			from = start;
	}
	for (int i = from; i < to; i++)
		l->taken[i] = PHONE;
}

/* 11 digits beginning 13..19, with +86, spaces or dashes between. */
static int mobile_at(const struct line *l, int at, char *ret)
{
	int n = 0, i = at, start = at;

	if (l->c[i] == '+')
		i++;
	if (l->c[i] == '8' && l->c[i + 1] == '6' && digits_at(l, i) != 11) {
		i += 2;
		while (in(l->c[i], U" -"))
			i++;
	} else {
		i = start;
	}
	if (l->c[i] != '1' || l->c[i + 1] < '3' || l->c[i + 1] > '9')
		return 0;
	for (; i < l->n && n < 11; i++) {
		if (is_digit(l->c[i]))
			ret[n++] = (char)l->c[i];
		else if (!in(l->c[i], U" -") || !is_digit(l->c[i + 1]) || (n != 3 && n != 7))
			return 0;
	}
	ret[n] = '\0';
	return n == 11 && !is_digit(l->c[i]) ? i - start : 0;
}

static int copy_digits(const struct line *l, int at, int n, char *ret)
{
	for (int i = 0; i < n; i++)
		ret[i] = (char)l->c[at + i];
	ret[n] = '\0';
	return n;
}

/* 0571-88888888, (0571)88888888, 057188888888, 88888888 by itself; kept with its dash. */
static int landline_at(const struct line *l, int at, char *ret)
{
	int open = l->c[at] == '(', area = digits_at(l, at + open), i = at + open + area, n, two = l->c[at + open + 1] == '1' || l->c[at + open + 1] == '2';
	bool alone = (!at || l->c[at - 1] == ' ' || l->taken[at - 1]);

	if (l->c[at + open] != '0') {
		n = digits_at(l, at);
		if (open || n < 7 || n > 8 || !alone || (l->c[at + n] && !in(l->c[at + n], U" ,)")))
			return 0;
		return copy_digits(l, at, n, ret);
	}
	if (!open && area >= 10 && area <= 12 && alone) {               /* without a dash: 3 figures for 010 and 02x, else 4 */
		copy_digits(l, at, two ? 3 : 4, ret);
		ret[two ? 3 : 4] = '-';
		copy_digits(l, at + (two ? 3 : 4), area - (two ? 3 : 4), ret + (two ? 4 : 5));
		return area;
	}
	if (area < 3 || area > 4 || (open ? l->c[i] != ')' : !in(l->c[i], U"- ")))
		return 0;
	n = digits_at(l, i + 1);
	if (n < 7 || n > 8 || is_digit(l->c[i + 1 + n]))
		return 0;
	copy_digits(l, at + open, area, ret);
	ret[area] = '-';
	copy_digits(l, i + 1, n, ret + area + 1);
	return open + area + 1 + n;
}

/* 138****1234: the tail is what is known. */
static int masked_at(const struct line *l, int at, char *ret)
{
	int head = digits_at(l, at), i = at + head, tail;

	if (l->c[at] != '1' || head != 3)
		return 0;
	while (in(l->c[i], U"*xX") && i < at + head + 8)
		i++;
	tail = digits_at(l, i);
	if (i - at - head < 3 || tail != 4)
		return 0;
	copy_digits(l, i, 4, ret);
	return i + 4 - at;
}

void find_phone(struct line *l, struct jielong_line *ret)
{
	char digits[24];

	for (int at = 0; at < l->n; at++) {
		int n;

		if (l->taken[at] || (at && is_digit(l->c[at - 1])))
			continue;
		n = word_at(l, at, U"尾号");
		if (n) {
			int from = at + n;

			while (in(l->c[from], U": "))
				from++;
			if (digits_at(l, from) == 4) {
				for (int i = 0; i < 4; i++)
					digits[i] = (char)l->c[from + i];
				digits[4] = '\0';
				take_phone(l, ret, at, from + 4, digits);
			}
			continue;
		}
		n = mobile_at(l, at, digits);
		if (!n)
			n = landline_at(l, at, digits);
		if (!n)
			n = masked_at(l, at, digits);
		if (n)
			take_phone(l, ret, at, at + n, digits);
	}
}
