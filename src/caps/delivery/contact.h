/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_CONTACT_H
#define CAPS_DELIVERY_CONTACT_H
#include "base/ctx.h"

/* Whom to call where goods are handed over (D10.1: a named contact; D3.11).
 *
 * A station or shop has one contact: a service number (its line, no person), or a
 * person's name and phone, which lists and trips show masked (张**, 138****8001)
 * and which is told in full only for a reason, with an audit entry.  Where none is
 * named: the line the place itself has, else the duty phone of its team or of the
 * grid's worker, which is a person's.  Changing needs TRIP_EDIT on the place. */

struct delivery_contact {
	int64_t     place_id, kind, version;         /* kind: enum place_kind; version 0: none was named here */
	bool        personal;
	const char *place, *parent, *name, *phone;   /* phone "": nobody is known; masked when personal, unless full was asked */
};
/* Of any place; no right asked. */
must_check enum err delivery_contact_of(struct ctx *cx, int64_t place_id, bool full, struct delivery_contact *ret);
must_check enum err delivery_contact_list(struct ctx *cx, int64_t after, int64_t limit, struct delivery_contact **ret, size_t *ret_n);    /* stations and shops */
/* version: the one that was seen, 0 where none is named yet.  An empty phone takes the contact away. */
must_check enum err delivery_contact_save(struct ctx *cx, const struct delivery_contact *in, struct delivery_contact *ret);

/* In full, for a reason that the audit log keeps: who plans there, or the driver of a trip that is not over and stops there. */
must_check enum err delivery_contact_reveal(struct ctx *cx, int64_t place_id, struct delivery_contact *ret);
must_check enum err trip_contact_reveal(struct ctx *cx, int64_t trip_id, int64_t stop_no, struct delivery_contact *ret);
#endif
