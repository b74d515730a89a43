/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ALLOCATION_TABLE_H
#define CAPS_ALLOCATION_TABLE_H
#include "base/shape.h"
#include "caps/allocation/allocation.h"

/* The daily meeting's table 会商 (D2.2, D2.4, D2.8): one item at a time, class by
 * class, line by line; what a change would do before anybody adopts it; and the
 * changes that were adopted, each of which can be taken back.
 *
 * A change pins lines of requests to quantities in whole packs, with one reason.
 * All other lines of those items follow by the engine's rules, from the stock
 * frozen with the proposal; so what a change does is the same when it is tried,
 * when it is adopted and when it is read a year later.  Shares are 1/10000;
 * quantities base units.  Everything lives in cx->mem.
 *
 * Rules (the plan's ranks): "priority" classes in strict order; "floor" the
 * guaranteed share 保底; "packs" whole packs; "spread" the difference inside a
 * class.  Only what a person changed breaks a rule.  A broken priority or floor
 * also asks for the chain the plan's flow names as its `exception`. */

enum { ALLOCATION_PINS_MAX = 200, ALLOCATION_CHANGES_MAX = 1000, ALLOCATION_FILL_ALL = 10000 };

struct allocation_pin { int64_t request_id, request_line_no, qty; };

struct allocation_rule {
	const char *rule, *needs;           /* needs: "", "reason" or "second" */
	int64_t     item_id, priority;      /* priority 0: the whole item */
	int64_t     value, limit;           /* the numbers of the sentence */
	bool        kept;
	const char *zh, *en;
};
struct allocation_effect_line {
	int64_t     request_id, request_line_no, item_id, unit_id, priority;
	int64_t     machine, before, after, fill_before, fill_after;
	bool        pinned;
	const char *unit;
};
struct allocation_effect_class {
	int64_t     item_id, priority, lowest_before, lowest_after, highest_before, highest_after, fill_before, fill_after, floor;
	const char *zh, *en;
};
struct allocation_effect {
	int64_t     version;
	bool        needs_second;
	const char *second_zh, *second_en;  /* who has to agree besides; NULL: nobody */
	struct list lines, classes, rules;  /* lines: pinned or moved; classes: of the items touched */
};
/* What would happen; writes nothing.  BAD_INPUT (no whole packs, more than is
 * missing), SHORT_STOCK (the stock does not reach), BAD_STATE unless a draft. */
must_check enum err allocation_what_if(struct ctx *cx, int64_t doc_id, const struct allocation_pin *pins, size_t n_pins,
				       struct allocation_effect *ret);
/* The same for a change that was adopted: with it against without it. */
must_check enum err allocation_change_effect(struct ctx *cx, int64_t doc_id, int64_t change_no, struct allocation_effect *ret);

/* Adopts exactly what allocation_what_if() told for these pins and this version. */
must_check enum err allocation_pin_lines(struct ctx *cx, int64_t doc_id, int64_t version, const struct allocation_pin *pins, size_t n_pins,
					 const char *reason);
/* Takes a change back: what it pinned follows the engine again, the other changes stay. */
must_check enum err allocation_undo(struct ctx *cx, int64_t doc_id, int64_t version, int64_t change_no);

/* Adopted changes in order; those taken back too. */
struct allocation_changed {
	int64_t     change_no, changed_by, changed, undone_by, undone;      /* times in ms; undone 0: it stands */
	bool        by_hand;                /* lines and lots were chosen one by one */
	const char *reason, *name, *undone_name;
	struct list pins;                   /* struct allocation_changed_pin */
};
struct allocation_changed_pin { int64_t request_id, request_line_no, item_id, unit_id, machine, qty; const char *unit, *item; };
must_check enum err allocation_changes(struct ctx *cx, const struct allocation_view *v, struct allocation_changed **ret, size_t *ret_n);

/* Rules of the draft as it stands: of one item all of them, or (item 0) those broken anywhere. */
must_check enum err allocation_rules(struct ctx *cx, const struct allocation_view *v, int64_t item_id, struct allocation_rule **ret, size_t *ret_n);

struct allocation_table_source { int64_t place_id, qty, metres; const char *place, *source; };
struct allocation_table_line {
	int64_t     request_id, request_line_no, unit_id, to_place_id, priority, asked, own_stock, received_before, week, now, machine;
	int64_t     before, fill, most, change_no;
	bool        pinned, has_before;
	const char *number, *unit, *to_place, *zh, *en;      /* zh, en: why, in a few words */
	struct list sources;
};
struct allocation_table_class {
	int64_t     priority, lines, asked, own_stock, week, now, machine, fill, lowest, floor, spread, unmet;
	const char *zh, *en;
};
struct allocation_table_item {
	int64_t     item_id, pack, divisible, asked, now, machine, fill, lines, short_lines, changed;
	const char *code, *zh, *en, *unit, *pack_unit;
};
struct allocation_table_sign { const char *title, *name, *for_name; int64_t actor_id, at; };       /* at: ms; 0: not yet */
struct allocation_table {
	int64_t     doc_id, version, day, created, created_by, meeting, item_id, before_id, orders, ordered;      /* times in ms */
	int64_t     now, lines, short_lines, short_units, changed_lines, changed_qty, needed, given;
	bool        signed_all, mine, made, has_signed;
	const char *number, *state, *created_name, *before_number, *approval_zh, *approval_en;
	struct list items, classes, rows, changes, rules, broken, signs;
};
/* item_id 0: the first of the items: those short of what there is to share come first, lowest fill rate first. */
must_check enum err allocation_table(struct ctx *cx, int64_t doc_id, int64_t item_id, struct allocation_table *ret);

/* Who gets less than he needs, and why, over all items. */
struct allocation_unmet { int64_t request_id, item_id, unit_id, priority, asked, have, now, missing; const char *number, *item, *item_en, *unit, *measure, *zh, *en; };
must_check enum err allocation_unmet(struct ctx *cx, int64_t doc_id, struct allocation_unmet **ret, size_t *ret_n);

/* Inside the folder. */
int64_t allocation_fill(const struct allocation_want *w, int64_t got);
const char *allocation_comma(struct arena *mem, int64_t n);         /* 12,345 */
struct shares;
must_check enum err allocation_rules_of(struct ctx *cx, const struct allocation_view *v, const struct shares *s, int64_t item_id, bool only_broken,
					struct allocation_rule **ret, size_t *ret_n);
/* The chain that has to agree to what breaks priority or floor, or NULL. */
must_check enum err allocation_exception(struct ctx *cx, const struct allocation_view *v, const struct plan_chain **ret);
#endif
