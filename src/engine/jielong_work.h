/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_JIELONG_WORK_H
#define ENGINE_JIELONG_WORK_H
#include "engine/jielong.h"

/* Inside the chat list parser: a line as characters, each taken at most once. */

enum take { FREE, NUMBER_MARK, PHONE, ADDRESS, LABEL };
enum { CLOCK_COLON = 0x2236 };         /* the colon between two figures of a clock */
enum { PLACE_ALL = 100 };              /* in line.place: for all addresses; else which one, from 1; 0 none yet */
struct line {
	uint32_t c[JIELONG_LINE_MAX + 2];
	uint16_t byte[JIELONG_LINE_MAX + 2];           /* where each character begins in the line as given */
	uint8_t taken[JIELONG_LINE_MAX + 2]; uint8_t place[JIELONG_LINE_MAX + 2]; int n;
	uint64_t holds[16];          /* which characters it holds, by their last ten bits: most words can be ruled out at once */
};

/* UTF-8 to characters in one width: full-width forms, dashes, spaces and keycaps
 * made plain; emoji and invisible characters become spaces or nothing.  False
 * when the line is too long. */
bool line_normalise(struct line *l, const char *text, size_t n);

/* Characters from..to as UTF-8, trimmed; cut at whole characters. */
void line_write(const struct line *l, int from, int to, char *ret, size_t room);
void line_append(const struct line *l, int from, int to, char *ret, size_t room);

bool is_digit(uint32_t c);
bool is_letter(uint32_t c);
bool is_han(uint32_t c);
bool is_space(uint32_t c);
bool in(uint32_t c, const char32_t *set);
struct jielong_span line_span(const struct line *l, int from, int to);
int  skip_space(const struct line *l, int at);

/* Does `word` stand at `at`?  Its length, or 0. */
int  word_at(const struct line *l, int at, const char32_t *word);
/* The longest of a NULL-ended list that stands at `at`. */
int  word_of(const struct line *l, int at, const char32_t *const *words);
/* False when none of them can stand anywhere in the line. */
bool may_hold(const struct line *l, const char32_t *const *words);
bool has_word(const struct line *l, int from, int to, const char32_t *const *words);

/* A number at `at`: Arabic with at most 3 decimals, Chinese up to 9999, 两 俩 双
 * 仨 半, "3斤半" is done by the caller.  Thousandths in *ret; its length or 0. */
int  number_at(const struct line *l, int at, int64_t *ret_thousandths);
int  spelled_at(const struct line *l, int at, char *ret, int room);
int  digits_at(const struct line *l, int at);          /* how many digits stand there */

void find_phone(struct line *l, struct jielong_line *ret);
void find_addresses(struct line *l, int from, struct jielong_line *ret);
/* Is there an address right here?  Its length or 0; with its parts. */
int  address_at(const struct line *l, int at, struct jielong_address *ret);
void find_items(struct line *l, int from, struct jielong_line *ret);

/* jielong_name.c: does a piece look like a person, like goods? */
bool is_name(const struct line *l, int from, int to);
bool is_goods(const struct line *l, int from, int to);

/* jielong_qty.c: x2, *2, +1, -1, 各2份, 2份, 两箱, 3斤半; n 0 when there is none. */
struct qty {
	int64_t thousandths;
	int     n, unit_at, n_unit;
	char    sign;
	bool    several, times;            /* 各; with x or * before it */
};
struct qty qty_at(const struct line *l, int at);
bool qty_is_plain(const struct line *l, const struct qty *q);       /* without a unit, or with 份 套 set */
bool qty_is_measure(const struct line *l, const struct qty *q);     /* 500g, 5L, 5斤: may be the size of a pack */
void qty_write(const struct qty *q, char sign, char *ret, size_t room);
#endif
