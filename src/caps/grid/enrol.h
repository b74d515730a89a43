/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_GRID_ENROL_H
#define CAPS_GRID_ENROL_H
#include "caps/grid/grid.h"

/* Enrolling a roster (名册): rows somebody typed, one per household or per person.
 *
 * Open it, take row after row (each is judged at once and refused with its reason),
 * put what was taken.  A row names its door in parts or as one address, in any
 * form.  Rows with the same door are people of one household; the same person
 * twice is a mistake.  A building nobody registered is registered with it; where a
 * building's grammar is known a door outside of it is refused.  Nothing is written
 * before enrol_put().  GRID_EDIT on the grids. */
struct enrol;

/* `hint`: the file's and sheet's name, which may name the grid of rows that do not.
 * replace: a household that is registered is changed by what the row says, else refused. */
must_check enum err enrol_open(struct ctx *cx, const char *hint, bool replace, struct enrol **ret);

struct enrol_row {
	const char *grid;                       /* code, name or compound; "": by the hint, or the only one the actor has */
	const char *building, *unit, *room;     /* or: */
	const char *address;
	const char *name, *phone, *needs, *remark;      /* needs in words of any language: "独居老人、残疾" */
	int64_t     persons, status;            /* 0: not said */
	int64_t     row;                        /* as the spreadsheet numbers it, for messages */
};
/* BAD_INPUT or CONFLICT: the fault's field is the name of a member above; nothing was taken. */
must_check enum err enrol_take(struct enrol *e, const struct enrol_row *in);

/* Buildings first, then households and people. */
must_check enum err enrol_put(struct enrol *e, int64_t *ret_created, int64_t *ret_changed);

/* "独居老人、残疾人" or "alone,disabled" as a set; BAD_INPUT when nothing in it is known. */
must_check enum err needs_guess(struct ctx *cx, const char *field, const char *text, int64_t *ret_set);

/* Whether a building's grammar knows the door; what it does not tell it does not forbid.  *ret_why: "unit", "floor", "room". */
bool grid_door_fits(const char *units, const char *doors, int64_t floor_low, int64_t floor_high, int64_t shops, const char *unit,
		    const char *room, const char **ret_why);
#endif
