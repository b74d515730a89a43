/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_JIELONG_WORK_H
#define ENGINE_JIELONG_WORK_H
#include "engine/jielong.h"

/* Inside the chat list parser: a line as characters, each taken at most once. */

enum take { FREE, NUMBER_MARK, PHONE, ADDRESS, LABEL };
struct line { uint32_t c[JIELONG_LINE_MAX + 2]; uint8_t taken[JIELONG_LINE_MAX + 2]; uint8_t place[JIELONG_LINE_MAX + 2]; int n; };

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
int  skip_space(const struct line *l, int at);

/* Does `word` stand at `at`?  Its length, or 0. */
int  word_at(const struct line *l, int at, const char32_t *word);
/* The longest of a NULL-ended list that stands at `at`. */
int  word_of(const struct line *l, int at, const char32_t *const *words);
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
bool is_name(const struct line *l, int from, int to);
bool is_goods(const struct line *l, int from, int to);
#endif
