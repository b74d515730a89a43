/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_GRID_TIDY_H
#define CAPS_GRID_TIDY_H
#include "caps/grid/grid.h"

/* Keeping the roster true: the people of a household, seeing them in full,
 * deleting them, finding households that are there twice and joining them. */

enum { HOUSEHOLD_PEOPLE_MAX = 20, HOUSEHOLD_DOUBLES_MAX = 500 };

/* person_no 1 is the contact. */
struct household_person { int64_t person_no; const char *name, *phone; };

/* Masked; GRID_READ on the household. */
must_check enum err household_people(struct ctx *cx, int64_t household_id, struct household_person **ret, size_t *ret_n);
/* In full: HOUSEHOLD_REVEAL, a reason, an audit entry in the same transaction. */
must_check enum err household_reveal(struct ctx *cx, int64_t household_id, const char *reason, struct household_person **ret, size_t *ret_n);
/* GRID_EDIT.  person_no 0 adds one; NULL leaves a text as it is; both "" takes the person off. */
must_check enum err household_person_set(struct ctx *cx, int64_t household_id, int64_t person_no, const char *name, const char *phone);

/* Deletes names and phones and keeps the record (PIPL art. 47); GRID_EDIT, reason audited. */
must_check enum err household_erase(struct ctx *cx, int64_t household_id, const char *reason);
/* The same for all that moved or were merged before a moment, their needs and remarks too: the retention job's, no right asked. */
must_check enum err grid_forget(struct ctx *cx, int64_t before_ms, int64_t *ret_n);

/* `lose_id` turns out to be `keep_id`: it ends merged_into, its people and needs go
 * over, lookups follow.  GRID_EDIT on both.  This room's part only: who joins two
 * households calls household_join() of caps/resident/join.h, which moves what the
 * rooms below hold of it (orders, needs, complaints, phones) in the same transaction. */
must_check enum err household_merge_check(struct ctx *cx, int64_t lose_id, int64_t keep_id, const char *reason, struct household *ret_lose,
					  struct household *ret_keep);      /* what may be refused; merged_into of *ret_lose: done before */
must_check enum err household_merge(struct ctx *cx, int64_t lose_id, int64_t keep_id, const char *reason);

/* Households that may be one, the surest first: by why, then by the stairs. */
enum household_double { DOUBLE_SAME_DOOR, DOUBLE_SAME_PERSON, DOUBLE_NEAR_DOOR, DOUBLE_SAME_PHONE };
extern const char *const household_double_words[];       /* "same_door", "same_person", "near_door", "same_phone", NULL */
struct household_pair { int64_t why; struct household a, b; };
/* Among what the actor may edit (GRID_EDIT) at or below a place (0: all); at most
 * HOUSEHOLD_DOUBLES_MAX, *ret_more when there are more.  Kept pairs are left out. */
must_check enum err household_doubles(struct ctx *cx, int64_t under_id, struct household_pair **ret, size_t *ret_n, bool *ret_more);
/* They are two: no longer shown. */
must_check enum err household_keep_both(struct ctx *cx, int64_t a_id, int64_t b_id, const char *reason);
#endif
