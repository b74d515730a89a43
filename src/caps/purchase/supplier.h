/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PURCHASE_SUPPLIER_H
#define CAPS_PURCHASE_SUPPLIER_H
#include "base/ctx.h"

/* The register of suppliers: organisations that sell (caps/party/org.h keeps
 * name and credit code), with what they can deliver and whether nothing is
 * bought from them for now.  A block has a reason, is kept when it is lifted,
 * and holds for inquiries, new purchases and those not yet approved.
 *
 * Each class of goods should have several (D1.4): where the plan says how many
 * (goods.supply), that many, else two.  Rights: PURCHASE_EDIT to write,
 * PURCHASE_READ to read, on the whole district. */

enum { SUPPLIER_CLASSES_MAX = 100, SUPPLIER_LIST_MAX = 200 };

struct supplier {
	int64_t     org_id, blocked_by, blocked_ms, purchases, total_fen;
	const char *code, *name, *credit_code, *contact, *blocked, *blocked_name;    /* blocked: why, "" he is not */
	bool        active;
	const char *const *classes;  size_t n_classes;
};
struct supplier_filter { const char *search, *category, *after; int64_t limit; };
must_check enum err supplier_list(struct ctx *cx, const struct supplier_filter *filter, struct supplier **ret, size_t *ret_n);
must_check enum err supplier_set_classes(struct ctx *cx, int64_t org_id, const char *const *classes, size_t n);
must_check enum err supplier_block(struct ctx *cx, int64_t org_id, const char *reason);
must_check enum err supplier_unblock(struct ctx *cx, int64_t org_id, const char *reason);

/* Classes of the plans in force, and those anybody delivers: how many suppliers each has. */
struct supplier_class { const char *category, *zh, *en; int64_t suppliers, blocked, needed; };
must_check enum err supplier_classes(struct ctx *cx, struct supplier_class **ret, size_t *ret_n);

/* Who can deliver which class: those in use and not blocked, by supplier.  No right is asked. */
struct supplier_delivers { int64_t org_id; const char *category; };
must_check enum err supplier_deliverers(struct ctx *cx, struct supplier_delivers **ret, size_t *ret_n);

/* He sells, is in use and is not blocked; else BAD_INPUT or BLOCKED with the reason. */
must_check enum err supplier_usable(struct ctx *cx, const char *field, int64_t org_id);
/* Why nothing is bought from him; "" where something may be. */
must_check enum err supplier_blocked(struct ctx *cx, int64_t org_id, const char **ret);
#endif
