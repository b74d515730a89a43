/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_JIELONG_H
#define ENGINE_JIELONG_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

/* What a line of a chat list (接龙) asks for (D4.1, S3.6): who, where to, how
 * much of what, and whether it is new, a change, a cancellation or nothing.
 *
 *     "12. 3-2-502 李四 鸡蛋2板 放门口"
 *     -> add, building 3 unit 2 room 502, 李四, 鸡蛋 x 2 板, remark 放门口
 *
 * Texts are UTF-8 in the writing of shared conventions: Arabic digits, letters in
 * capitals, no 号楼, 单元, 室; "*" is the only product of the list; a unit is
 * left out when it is 份, 套 or set; a quantity is "2", "0.5", "+1" or "-1".
 * Nothing is guessed silently: what was assumed lowers `confidence` and stands
 * in `why`.  The parser never fails and never reads past `n`; a line longer than
 * JIELONG_LINE_MAX characters is ignored with that reason. */

enum { JIELONG_LINE_MAX = 1000, JIELONG_ADDRESSES = 8, JIELONG_ITEMS = 24, JIELONG_TEXT = 240 };

enum jielong_action { JIELONG_IGNORE, JIELONG_ADD, JIELONG_CHANGE, JIELONG_CANCEL };

/* Why a line is what it is; words for people in jielong_why[]. */
enum jielong_why {
	JIELONG_CLEAR, JIELONG_EMPTY, JIELONG_HEADER, JIELONG_EXAMPLE, JIELONG_CHAT, JIELONG_QUESTION, JIELONG_TOO_LONG, JIELONG_NOTICE,
	JIELONG_NO_QUANTITY,       /* none was written: one was assumed */
	JIELONG_NO_ADDRESS,        /* an order without a place */
	JIELONG_NO_NUMBER,         /* an order outside the numbered list */
	JIELONG_TWO_QUANTITIES,    /* two quantities of the same thing */
	JIELONG_LARGE,             /* an unlikely quantity */
	JIELONG_SHORT_ADDRESS,     /* an address without a room, or with an odd one */
	JIELONG_UNSURE,            /* a reading that could well be another */
	JIELONG_REPORT,            /* goods missing, broken or already fetched: no order, a person should read it */
	JIELONG_MORE, JIELONG_QUOTED, JIELONG_OLDER, JIELONG_VANISHED,      /* said by jielong_list.h */
	JIELONG_WHY_N
};
extern const struct jielong_words { const char *word, *zh, *en; } jielong_why[JIELONG_WHY_N];
extern const char *const jielong_actions[];        /* "ignore", "add", "change", "cancel" */

/* Where in the line something stands: bytes from..to, both 0 when nowhere. */
struct jielong_span { uint16_t from, to; };

struct jielong_address { char building[48], unit[24], room[24]; struct jielong_span span; };
struct jielong_item { char name[96], qty[16], unit[24]; int address; struct jielong_span span; };       /* address -1: holds for all */

struct jielong_line {
	enum jielong_action action;
	enum jielong_why    why;
	int                 number;                /* in the list; 0: none */
	bool                speaks;                /* 我也要, 谢谢团长: said by somebody else, not more of the line above */
	int                 confidence;            /* 0..100; below 70 a person should look */
	char                name[48], phone[24], remark[JIELONG_TEXT];
	int                 n_addresses, n_items;
	struct jielong_address address[JIELONG_ADDRESSES];
	struct jielong_item    item[JIELONG_ITEMS];        /* last: a copy may end behind those in use */
};

void jielong_read(const char *line, size_t n, struct jielong_line *ret);
#endif
