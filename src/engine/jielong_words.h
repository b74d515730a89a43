/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_JIELONG_WORDS_H
#define ENGINE_JIELONG_WORDS_H
#include "engine/jielong_work.h"

/* Inside the chat list parser: the line while its pieces are read.
 *
 * Goods that were named wait in `waiting` until their quantity is read, which
 * may stand behind several of them ("蔬菜包+肉包各2份"). */

enum { JIELONG_WAITING = 8 };
struct waiting { int from, to; bool sure; };

struct reader {
	struct line *l;
	struct jielong_line *out;
	bool may_change, cancel, change, unsure;
	struct waiting waiting[JIELONG_WAITING];
	int n_waiting, qty_end;                 /* qty_end: behind the piece that gave the last quantity, else -1 */
	struct qty total;                       /* 共2份: only when nothing else says how many */
	int total_at;
};

bool is_sep(uint32_t c);
int  piece_end(const struct line *l, int at);

/* Adds goods (all of the line's one product when from == to) with a quantity. */
void add_item(struct reader *r, int from, int to, const struct qty *q, char sign);
void add_remark(struct reader *r, int from, int to);
void wait_for_qty(struct reader *r, int from, int to, bool sure);
/* What waits gets the quantity; without one, sure goods get 1 and the rest is a remark. */
void end_waiting(struct reader *r, const struct qty *q);

/* jielong_change.c: 改成3份, 再加1份, 肉包不要了, 取消, 肉包换成蔬菜包.  True when the piece was one of these. */
bool may_change(const struct line *l);
bool read_change(struct reader *r, int from, int to);
bool begins_correction(const struct line *l, int at, int *ret_n);
bool says_keep(const struct line *l, int from, int to);

/* Strips what carries no meaning of its own: 我家要, 麻烦给我, 的. */
int  after_wants(const struct line *l, int at, int to);
#endif
