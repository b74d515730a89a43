/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_CARE_H
#define CAPS_CARE_H
#include "base/ctx.h"
#include "base/shape.h"

/* Individual needs 个别需求 and calls for help 求助 (D6.4, S3.10, S5.5).
 *
 * Listed apart from orders: a milk powder of one brand, a medicine; never what the
 * plan refuses (tobacco, liquor).  Four kinds: a need, chronic medicine for a
 * pharmacy, an urgent medical need (green lane: the top of every list, minutes
 * instead of hours) and a call for help.
 *
 *   open -> taken -> assigned -> fetched -> met        open | taken | assigned | fetched -> refused
 *
 * `met` and `refused` are ends; both need an answer in words, and how the asker was
 * told.  Until then the item goes up level by level: the plan's request flow for
 * its kind (household, chronic, urgent_patient, help_asker: flows.escalate) says to
 * whom and after how long.  Those moments are frozen when it is raised; the level
 * of an item is what has fallen due, or was passed up by hand before that.
 *
 * What is needed may tell of somebody's health: it stands in a table of its own, in
 * full only for who handles the item (CARE_EDIT there, the volunteer, who raised it);
 * others read "（已隐去）".  Names and phones are masked; care_reveal() shows them to
 * the volunteer and to handlers, for a reason, and leaves an audit entry.
 * Scope: the path of the household's building (help without a household: of the place). */

enum care_kind { CARE_ANY, CARE_NEED, CARE_MEDICINE, CARE_URGENT, CARE_HELP, CARE_KINDS };
enum care_state { CARE_STATE_ANY, CARE_OPEN, CARE_TAKEN, CARE_ASSIGNED, CARE_FETCHED, CARE_MET, CARE_REFUSED };
enum care_told { CARE_TOLD_NOT, CARE_TOLD_PHONE, CARE_TOLD_CHAT, CARE_TOLD_VISIT, CARE_TOLD_PAGE };
enum care_proof { CARE_PROOF_NONE, CARE_PROOF_TICK, CARE_PROOF_SIGNATURE, CARE_PROOF_PHOTO, CARE_PROOF_CODE };
extern const char *const care_kind_words[];      /* "any", "need", "medicine", "urgent", "help", NULL */
extern const char *const care_state_words[];     /* "any", "open", "taken", "assigned", "fetched", "met", "refused", NULL */
extern const char *const care_told_words[];      /* "not", "phone", "chat", "visit", "page", NULL */
extern const char *const care_proof_words[];     /* "none", "tick", "signature", "photo", "code", NULL */
extern const char *const care_channel_words[];   /* "page", "worker", "chat", "file", "phone", NULL */

enum { CARE_WHAT_MAX = 100, CARE_QUANTITY_MAX = 40, CARE_NOTE_MAX = 200, CARE_ANSWER_MAX = 300, CARE_LIST_MAX = 200,
       CARE_OPEN_PER_HOUSEHOLD = 20, CARE_FILE_MAX = 2000 };

struct care_facts {
	int64_t     household_id;        /* or, for a call for help, place_id */
	int64_t     place_id;
	int64_t     kind, channel;       /* enum care_kind; place in care_channel_words */
	const char *goods_class;         /* a class of the plan; asked of kind need, may be "" otherwise */
	const char *what, *quantity, *note;
	int64_t     asked_ms;            /* when it was said (offline queue); 0: now.  At most 3 days back */
	bool        by_household;        /* the caller made sure the actor is an account of this household: no other right is asked */
};
/* CARE_EDIT on the building.  BAD_INPUT; BLOCKED when the plan refuses the class, with its reason and rule. */
must_check enum err care_raise(struct ctx *cx, const struct care_facts *in, int64_t *ret_care_id);

struct care_level { int64_t level_no, due_ms, passed_ms; const char *role_id, *role_zh, *role_en; bool reached; };
struct care_step  { int64_t step_no, at_ms, account_id; const char *verb, *account, *note; };
struct care_item {
	int64_t     care_id, household_id, place_id, kind, channel, state, raised_by, raised_ms, answer_by_ms, taken_by, taken_ms,
		    volunteer_id, shop_id, fetched_ms, closed_by, closed_ms, told, proof, version;
	int64_t     level, level_ms, next_ms;     /* levels reached; when the last was; when the next falls due, 0: none */
	const char *path, *goods_class, *plan_id, *rule_id, *level_zh, *level_en, *next_zh, *next_en;
	const char *what, *quantity, *note, *answer;   /* as the actor may read them */
	const char *door, *place;                 /* "3-2-501", and the name of its grid or of the place */
	const char *name, *phone;                 /* masked */
	const char *volunteer, *shop;             /* names, "" */
	bool        hidden, late;                 /* what is hidden from the actor; the answer is overdue */
};
/* Who may: CARE_READ on its path, or the volunteer; by_household as above. */
must_check enum err care_get(struct ctx *cx, int64_t care_id, struct care_item *ret);
must_check enum err care_history(struct ctx *cx, int64_t care_id, struct care_level **ret_levels, size_t *ret_n_levels,
				 struct care_step **ret_steps, size_t *ret_n_steps);

/* Urgent ones first, then the higher level, then the older. */
struct care_filter {
	int64_t     under_id, kind, household_id, shop_id;    /* 0: any */
	int64_t     state;                    /* CARE_STATE_ANY: all that is not closed, unless closed_too */
	bool        closed_too, mine, risen;  /* mine: the actor is the volunteer; risen: at least one level reached */
	const char *after;                    /* cursor of the page before (care_cursor), NULL: the first */
	int64_t     limit;
};
must_check enum err care_list(struct ctx *cx, const struct care_filter *filter, struct care_item **ret, size_t *ret_n);
const char *care_cursor(struct arena *mem, const struct care_item *last);
/* A household's own, newest first; the caller has made sure who asks. */
must_check enum err care_of_household(struct ctx *cx, int64_t household_id, int64_t limit, struct care_item **ret, size_t *ret_n);

struct care_counts { int64_t open, urgent, risen, late, to_fetch, closed_today; };
must_check enum err care_count(struct ctx *cx, int64_t under_id, struct care_counts *ret);

/* Steps.  version: the one you saw, 0 overwrites.  STALE, BAD_STATE, FORBIDDEN. */
must_check enum err care_take(struct ctx *cx, int64_t care_id, int64_t version);                     /* "I am on it" */
must_check enum err care_assign(struct ctx *cx, int64_t care_id, int64_t version, int64_t volunteer_id, int64_t shop_id);
must_check enum err care_fetch(struct ctx *cx, int64_t care_id, int64_t version, int64_t at_ms, const char *note);   /* by the volunteer */
struct care_end { int64_t told, proof, at_ms; const char *answer; };
must_check enum err care_meet(struct ctx *cx, int64_t care_id, int64_t version, const struct care_end *end);    /* handed over, or answered */
must_check enum err care_refuse(struct ctx *cx, int64_t care_id, int64_t version, const struct care_end *end);  /* answer: the reason */
must_check enum err care_pass_up(struct ctx *cx, int64_t care_id, int64_t version, const char *why);  /* to the next level, now */

/* What may be chosen for a need at a place: classes as the plan takes them, people who can run the errand, shops. */
struct care_class  { const char *id, *zh, *en, *takes, *rule_id; };      /* takes: "apart", "accept", "refuse" */
struct care_helper { int64_t account_id; const char *name; };
struct care_shop   { int64_t shop_id, kind; const char *name; };
struct care_choices {
	struct care_class  *classes;  size_t n_classes;
	struct care_helper *helpers;  size_t n_helpers;
	struct care_shop   *shops;    size_t n_shops;
	const char *rule_zh, *plan_id;       /* the order rule that says so; NULL: no plan does */
};
must_check enum err care_choose(struct ctx *cx, int64_t place_id, struct care_choices *ret);

/* What a pharmacy or shop has to get ready, as a table to print or send (S3.10): CARE_EDIT where the needs are.
 * format: "xlsx", "pdf", "csv"; *ret_type and *ret_name for the download. */
extern const char *const care_format_words[];
must_check enum err care_shop_file(struct ctx *cx, int64_t shop_id, int64_t format, struct bytes *ret, const char **ret_type, const char **ret_name);

struct care_contact { const char *name, *phone, *address; };
must_check enum err care_reveal(struct ctx *cx, int64_t care_id, struct care_contact *ret);

/* A household turned out to be another: its needs are that one's, the open ones at its door.  The caller asked the rights. */
struct household;
must_check enum err care_household_moved(struct ctx *cx, const struct household *from, const struct household *to, int64_t *ret_n);

/* What was needed and answered, of needs closed before a moment: it may tell of health.  The retention job's, no right asked. */
must_check enum err care_forget(struct ctx *cx, int64_t before_ms, int64_t *ret_n);
#endif
