/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DISPATCH_WORLD_H
#define CAPS_DISPATCH_WORLD_H
/* What the tests of requests, allocations and dispatch share.  Tests only. */
#include "caps/allocation/allocation.h"
#include "caps/dispatch/dispatch.h"
#include "caps/document/document_world.h"
#include "caps/request/request.h"

static inline int64_t needs(struct ctx *cx, const struct docs *w, int64_t item_id, int64_t wanted)
{
	struct request_want want = { .item_id = item_id, .wanted = wanted };
	struct request_draft in = { .unit_id = w->d.clinic, .wants = &want, .n_wants = 1 };
	int64_t id = 0;

	cx->actor = w->by.clerk;
	must(request_open(cx, &in, &id));
	must(step(w->by.clerk, id, "raise"));
	return id;
}

static inline int64_t vetted(struct ctx *cx, const struct docs *w, int64_t item_id, int64_t wanted)
{
	int64_t id = needs(cx, w, item_id, wanted);

	must(step(w->by.vetter, id, "vet"));
	return id;
}

static inline int64_t proposed(struct ctx *cx, const struct docs *w)
{
	int64_t id = 0;

	cx->actor = w->by.supply;
	must(allocation_propose(cx, &(struct allocation_ask){ 0 }, &id));
	must(step(w->by.supply, id, "propose"));
	return id;
}

static inline int64_t held(struct ctx *cx, const struct docs *w)
{
	int64_t id = proposed(cx, w);

	must(step(w->by.approver, id, "approve"));
	return id;
}

static inline int64_t ordered(struct ctx *cx, const struct docs *w, int64_t allocation_id, int64_t carrier_id)
{
	int64_t *ids;
	bool more;
	size_t n;

	cx->actor = w->by.supply;
	must(dispatch_order_all(cx, allocation_id, carrier_id, &ids, &n, &more));
	assert_int_equal(n, 1);
	return ids[0];
}

static inline void give_points(struct ctx *cx, const struct docs *w)
{
	const int64_t id[] = { w->d.root, w->d.wa, w->d.wb, w->d.clinic };
	struct place p;

	cx->actor = &the_system;
	for (size_t i = 0; i < 4; i++) {
		must(place_get(cx, id[i], &p));
		must(place_update(cx, id[i], 0, &(struct place_facts){ .code = p.code, .name = p.name, .unit_kind = p.unit_kind,
			.kind = p.kind, .parent_id = p.parent_id, .has_point = 1, .lon_e7 = 1204900000 + (int64_t)i * 100000,
			.lat_e7 = 303000000, .storage = p.storage, .population = p.population, .contact = p.contact }));
	}
}

static inline struct docs open_day(struct ctx *cx)
{
	struct docs w = open_docs(cx);

	give_points(cx, &w);
	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 100, civil_day_of(cx->now_ms) + 100);
	return w;
}
#endif
