/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_COMPLAINT_H
#define CAPS_COMPLAINT_H
#include "base/ctx.h"
#include "base/shape.h"

/* Complaints 投诉 of households about what they got: weight, quality, price,
 * something missing, service (D5.7, D6.5, D4.5).
 *
 *   open -> taken -> settled | rejected          (open may be settled or rejected at once)
 *
 * A complaint names an order and, but for service, one of its lines.  It is taken
 * within the plan's claim_within after the handover and refused after it; goods go
 * back (want: return) only as the plan's `returns` allows (quality only, D5.7); one
 * open complaint per line and kind.  A quality or weight complaint needs evidence
 * when the plan's order rule asks for it (proof): photos, kept by their SHA-256.
 * It is settled by money (refund), by replacement or by an explanation, or rejected with
 * a reason; both need words.  A refund is a document of its own (kind "compensation",
 * PF): cash of the worker who pays it out, against what the enterprise is owed, so
 * that the settlement takes it into account; never more than the line cost the household.
 * Escalation: the plan's complaint flow, frozen when it is raised (see caps/care).
 * Scope: COMPLAINT_READ on the building or on the shop. */

enum complaint_kind { COMPLAINT_ANY, COMPLAINT_WEIGHT, COMPLAINT_QUALITY, COMPLAINT_PRICE, COMPLAINT_MISSING, COMPLAINT_SERVICE, COMPLAINT_KINDS };
enum complaint_want { WANT_NOTHING, WANT_REFUND, WANT_REPLACE, WANT_RETURN };
enum complaint_state { COMPLAINT_STATE_ANY, COMPLAINT_OPEN, COMPLAINT_TAKEN, COMPLAINT_SETTLED, COMPLAINT_REJECTED };
enum complaint_settled { SETTLED_NOT, SETTLED_REFUND, SETTLED_REPLACE, SETTLED_EXPLAINED };
extern const char *const complaint_kind_words[];     /* "any", "weight", "quality", "price", "missing", "service", NULL */
extern const char *const complaint_want_words[];     /* "nothing", "refund", "replace", "return", NULL */
extern const char *const complaint_state_words[];    /* "any", "open", "taken", "settled", "rejected", NULL */
extern const char *const complaint_settled_words[];  /* "not", "refund", "replace", "explained", NULL */

enum { COMPLAINT_WHAT_MAX = 300, COMPLAINT_ANSWER_MAX = 300, COMPLAINT_PHOTOS_MAX = 5, COMPLAINT_PHOTO_BYTES = 400 * 1024,
       COMPLAINT_LIST_MAX = 200, COMPLAINT_PHOTO_DAYS = 90 };

struct complaint_facts {
	int64_t     order_id, line_no, kind, want, channel;  /* line_no 0: the whole order (service); channel: care_channel_words */
	int64_t     qty;                                     /* base units of the line concerned; 0: all */
	const char *what;
	int64_t     asked_ms;                                /* when it was said (offline queue); 0: now */
	bool        by_household;                            /* the caller made sure the actor is an account of this household */
};
/* COMPLAINT_EDIT on the building.  BLOCKED after the time to claim, or for a return the plan forbids; CONFLICT when the
 * same stands open already; BAD_STATE before anything was handed over. */
must_check enum err complaint_raise(struct ctx *cx, const struct complaint_facts *in, int64_t *ret_complaint_id);

/* Evidence: JPEG, PNG or WebP by its first bytes.  The same picture twice is kept once.  A picture is forgotten COMPLAINT_PHOTO_DAYS
 * after its complaint was closed (app/retention.h); its SHA-256 stays among the steps and in the audit log. */
must_check enum err complaint_photo_add(struct ctx *cx, int64_t complaint_id, bool by_household, struct bytes photo, const char **ret_sha256);
must_check enum err complaint_photo_get(struct ctx *cx, int64_t complaint_id, const char *sha256, bool by_household, struct bytes *ret,
					const char **ret_type);

struct complaint_photo { const char *sha256, *type; int64_t size, added_ms; };
struct complaint_step  { int64_t step_no, at_ms, account_id; const char *verb, *account, *note; };
struct complaint {
	int64_t     complaint_id, order_id, household_id, shop_id, line_no, item_id, kind, want, qty, state, channel, raised_by, raised_ms,
		    answer_by_ms, taken_by, settled_as, refund_fen, refund_doc, closed_by, closed_ms, version, photos, level, next_ms;
	const char *path, *shop_path, *what, *answer, *plan_id, *rule_id;
	const char *number, *item, *unit, *shop, *door, *grid, *name, *phone;       /* of the order, line, shop, household (masked) */
	const char *level_zh, *level_en;
	bool        late;
};
must_check enum err complaint_get(struct ctx *cx, int64_t complaint_id, struct complaint *ret);
must_check enum err complaint_photos(struct ctx *cx, int64_t complaint_id, struct complaint_photo **ret, size_t *ret_n);
must_check enum err complaint_steps(struct ctx *cx, int64_t complaint_id, struct complaint_step **ret, size_t *ret_n);

struct complaint_filter {
	int64_t under_id, shop_id, kind, state, order_id, after, limit;    /* state ANY: all that is open, unless closed_too; after: id, newest first */
	bool    closed_too;
};
must_check enum err complaint_list(struct ctx *cx, const struct complaint_filter *filter, struct complaint **ret, size_t *ret_n);
must_check enum err complaint_of_household(struct ctx *cx, int64_t household_id, int64_t limit, struct complaint **ret, size_t *ret_n);

/* COMPLAINT_EDIT on the shop or the building. */
must_check enum err complaint_take(struct ctx *cx, int64_t complaint_id, int64_t version);
/* worker_id: who pays it out of the shop's money he holds; 0: the order's.  by_shop: the enterprise paid the household itself
 * (after the accounts were settled); the sum is recorded and no account of ours moves. */
struct complaint_end { int64_t settled_as, refund_fen, worker_id; bool by_shop; const char *answer; };
must_check enum err complaint_settle(struct ctx *cx, int64_t complaint_id, int64_t version, const struct complaint_end *end);
must_check enum err complaint_reject(struct ctx *cx, int64_t complaint_id, int64_t version, const char *reason);

/* Per enterprise, over days: how many of each kind, how they ended, what was paid, and complaints per 1,000 orders. */
struct complaint_stat {
	int64_t     shop_id, total, weight, quality, price, missing, service, open, late, settled, rejected, refund_fen, orders, per_mille, mean_ms;
	const char *shop;
};
must_check enum err complaint_stats(struct ctx *cx, int64_t under_id, int64_t from_day, int64_t until_day, struct complaint_stat **ret, size_t *ret_n);

/* A household turned out to be another: its complaints are that one's.  The caller asked the rights. */
must_check enum err complaint_household_moved(struct ctx *cx, int64_t from_id, int64_t to_id, int64_t *ret_n);

/* Photos of complaints closed before a moment; their SHA-256 stays.  The retention job's, no right asked. */
must_check enum err complaint_forget(struct ctx *cx, int64_t before_ms, int64_t *ret_n);
#endif
