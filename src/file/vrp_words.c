/* SPDX-License-Identifier: Apache-2.0 */
#include "file/vrp_words.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { DIGITS_MAX = 15, SHOWN_MAX = 40 };

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\0' || c == '\v' || c == '\f'; }

struct word words_on_line(struct words *w)
{
	struct word word;

	while (w->at < w->end && is_blank(*w->at))
		w->at++;
	word.at = w->at;
	while (w->at < w->end && !is_blank(*w->at) && *w->at != '\n')
		w->at++;
	word.n = (size_t)(w->at - word.at);
	return word;
}

struct word words_next(struct words *w)
{
	struct word word = words_on_line(w);

	while (!word.n && w->at < w->end) {
		w->at++;
		w->line++;
		word = words_on_line(w);
	}
	return word;
}

void words_skip_line(struct words *w)
{
	const char *end = memchr(w->at, '\n', (size_t)(w->end - w->at));

	w->at = end ? end + 1 : w->end;
	w->line++;
}

bool word_is(struct word word, const char *text)
{
	return word.n == strlen(text) && strncasecmp(word.at, text, word.n) == 0;
}


static enum err not_a_number(struct words *w, struct word word)
{
	char field[32], shown[SHOWN_MAX + 1];
	size_t n = word.n < SHOWN_MAX ? word.n : SHOWN_MAX;

	for (size_t i = 0; i < n; i++)
		shown[i] = word.at[i] > ' ' && word.at[i] < 127 ? word.at[i] : '?';
	shown[n] = '\0';
	snprintf(field, sizeof field, "line %d", w->line);
	if (!n)
		return fail(w->cx, ERR_BAD_INPUT, field, "文件在这里断了，应有一个数", "the file ends where a number should be");
	return fail(w->cx, ERR_BAD_INPUT, field, "“%s”不是可用的数", "'%s' is not a number that can be used", shown);
}

/* 10 to the power, for small powers. */
static double power_of_ten(int power)
{
	double value = 1;

	for (int i = 0; i < (power < 0 ? -power : power); i++)
		value *= 10;
	return value;
}

enum err word_number(struct words *w, struct word word, double *ret)
{
	const char *at = word.at, *end = word.at + word.n;
	bool negative = at < end && *at == '-', point = false;
	int64_t digits = 0, power = 0, exponent = 0;
	int n_digits = 0, used = 0;

	at += at < end && (*at == '-' || *at == '+');
	for (; at < end && ((*at >= '0' && *at <= '9') || (*at == '.' && !point)); at++) {
		point |= *at == '.';
		if (*at == '.')
			continue;
		n_digits++;
		if (used < DIGITS_MAX) {
			digits = digits * 10 + (*at - '0');
			used += digits > 0;
			power -= point;
		} else {
			power += !point;
		}
	}
	if (at < end && n_digits && (*at == 'e' || *at == 'E')) {
		bool down = ++at < end && *at == '-';

		at += at < end && (*at == '-' || *at == '+');
		n_digits = 0;
		for (; at < end && *at >= '0' && *at <= '9' && n_digits < 3; at++, n_digits++)
			exponent = exponent * 10 + (*at - '0');
		power += down ? -exponent : exponent;
	}
	if (at != end || !n_digits || power > 15 || power < -300)
		return not_a_number(w, word);
	*ret = (negative ? -1.0 : 1.0) * (power < 0 ? (double)digits / power_of_ten((int)power) : (double)digits * power_of_ten((int)power));
	return ERR_OK;
}

enum err word_whole(struct words *w, struct word word, int64_t least, int64_t most, int64_t *ret)
{
	double value;

	TRY(word_number(w, word, &value));
	if (value < (double)least || value > (double)most || value != (double)(int64_t)value)
		return not_a_number(w, word);
	*ret = (int64_t)value;
	return ERR_OK;
}

enum err words_number(struct words *w, double *ret) { return word_number(w, words_next(w), ret); }

enum err words_whole(struct words *w, int64_t least, int64_t most, int64_t *ret)
{
	return word_whole(w, words_next(w), least, most, ret);
}
