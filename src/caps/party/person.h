/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PARTY_PERSON_H
#define CAPS_PARTY_PERSON_H
#include "base/ctx.h"

/* People: who stands behind an account, drives a truck, answers a phone.
 *
 * Names and phones are personal data.  They live in a table of their own and
 * leave it masked (张*, 138****8000); in full only by person_reveal(), which
 * needs PERSON_REVEAL on the person's place and a reason, and writes an audit
 * entry in the same transaction.  person_erase() removes the data and keeps the
 * number, so that records stay whole (PIPL art. 47). */
struct person {
	int64_t     person_id, place_id;      /* place: whose scope the person belongs to */
	int64_t     org_id;                   /* employer outside the tree; 0: none */
	const char *title;                    /* "物资员", never a name */
	const char *name, *phone;             /* masked when read, full when written */
	int64_t     erased, version;
};

must_check enum err person_create(struct ctx *cx, const struct person *in, int64_t *ret_person_id);
must_check enum err person_update(struct ctx *cx, int64_t person_id, int64_t version, const struct person *in);
must_check enum err person_get(struct ctx *cx, int64_t person_id, struct person *ret);
must_check enum err person_reveal(struct ctx *cx, int64_t person_id, const char *reason, struct person *ret);
must_check enum err person_erase(struct ctx *cx, int64_t person_id, const char *reason);

struct person_filter { int64_t under_id, after_id, limit; };      /* by number */
must_check enum err person_list(struct ctx *cx, const struct person_filter *filter, struct person **ret, size_t *ret_n);

/* Name and phone masked, no right asked: for those who deal with people of their own
 * capability (donors).  NOT_FOUND; "" once erased. */
must_check enum err person_masked(struct ctx *cx, int64_t person_id, const char **ret_name, const char **ret_phone);

const char *person_mask_name(struct arena *mem, const char *name);    /* 张三丰 -> 张** */
const char *person_mask_phone(struct arena *mem, const char *phone);  /* 13800138000 -> 138****8000 */

/* Without spaces, dashes and +86/0086; false when it is neither a mobile number,
 * a landline nor a service number (standards.md 1.3). */
bool person_phone_read(struct arena *mem, const char *text, const char **ret);
#endif
