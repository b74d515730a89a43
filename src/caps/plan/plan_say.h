/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_SAY_H
#define CAPS_PLAN_PLAN_SAY_H
#include "base/buf.h"
#include "caps/plan/plan_cond.h"
#include "caps/plan/plan_tree.h"

/* Values and rules as an official would write them, in Chinese or in English:
 * 50000元, 每天09:00, 数量 ≤ 批准数量; 50000 yuan, every day at 09:00.
 *
 * A speaker that has `spans` notes which bytes of the text are which value of
 * the file, so that a reader can point at one (plan_reading.h). */
struct span { size_t from, until; const struct node *value; const struct plan_key *key; };
struct spans { struct span *at; size_t n, room; };
struct speaker { struct arena *mem; const struct plan_tree *tree; bool english; struct spans *spans; };

/* One value of a key; `owner` is the rule it belongs to (for parties and stages). */
void say_value(const struct speaker *s, struct buf *b, const struct plan_list *list, const struct plan_key *key,
	       const struct entry *owner, const struct node *value);
void say_value_en(const struct speaker *s, struct buf *b, const struct plan_key *key, const struct entry *owner, const struct node *value);
void say_cond(const struct speaker *s, struct buf *b, const char *text);
void say_cond_en(const struct speaker *s, struct buf *b, const struct plan_cond *c);
void say_quantity_en(struct buf *b, struct arena *mem, const char *text);
void say_number_en(struct buf *b, const struct plan_qty *q);
/* An allowed word in English; `key` says where it stands. */
const char *say_word_en(struct arena *mem, const char *key, const char *word);
const char *say_event_en(const struct speaker *s, const char *event);
/* The title of what an id names, or the id. */
const char *say_name(const struct speaker *s, const struct entry *owner, const char *id);
/* "zh" of a rule or part, in English its "en" where it has one. */
const struct node *say_title(const struct speaker *s, const struct node *map);

/* A sentence of the shape table filled with what a map says; plan_tell.c tells the notation. */
struct telling { struct speaker s; const struct entry *owner; int number; };
void tell(const struct telling *t, struct buf *b, const struct plan_list *list, const struct node *map, const char *sentence);
/* "At level II, in the closed zone, when counters are open," before the sentence of a rule. */
void tell_condition(const struct telling *t, struct buf *b, const struct plan_list *list, const struct node *map);
const char *tell_sentence(const struct plan_list *list, bool english);
#endif
