/* SPDX-License-Identifier: Apache-2.0 */
/* The chain of an order: who had its goods, from whom, when, how many. */
#include "base/text.h"
#include "caps/delivery/handover.h"
#include "caps/party/org.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "delivery.sql.h"

enum { CHAIN_DOCS_MAX = 200 };
struct chain { struct chain_link *at; size_t n, room; };

/* The name of whoever holds goods: an account, a team's place, or an enterprise. */
static enum err name_of(struct ctx *cx, int64_t id, const char **ret)
{
	struct place place;
	struct org org;

	*ret = "";
	if (!id)
		return ERR_OK;
	TRY(party_account_name(cx, id, ret));
	if ((*ret)[0])
		return ERR_OK;
	if (!place_get(cx, id, &place))
		*ret = place.name;
	else if (!org_get(cx, id, &org))
		*ret = org.name;
	cx->fault = (struct fault){ 0 };
	return ERR_OK;
}

/* From whose hands into whose a step of each kind goes. */
static void hands_of(const struct doc *d, const char *verb, int64_t *from, int64_t *to)
{
	const bool back = text_equal(verb, "turn_back") || text_equal(verb, "unload") || text_equal(verb, "take_back");
	const int64_t carried = text_equal(verb, "load") ? d->carrier_id : d->worker_id;

	if (text_equal(d->kind, "trip")) {
		*from = text_equal(verb, "load") || text_equal(verb, "plan") ? d->giver_id : d->carrier_id;
		*to = back ? d->giver_id : text_equal(verb, "plan") ? 0 : text_equal(verb, "depart") || text_equal(verb, "arrive") ? d->carrier_id : carried;
	} else if (text_equal(d->kind, "giveback")) {
		*from = d->worker_id;
		*to = d->giver_id;
	} else {
		*from = d->giver_id;
		*to = back ? d->giver_id : d->taker_id;
	}
}

static enum err add_doc(struct ctx *cx, int64_t doc_id, struct chain *c)
{
	struct chain_link sums = { 0 };
	struct doc_event *events;
	struct doc d;
	size_t n;

	TRY(document_get(cx, doc_id, &d));
	TRY(document_history(cx, doc_id, &events, &n));
	for (size_t i = 0; i < d.n_lines; i++) {
		sums.sent += d.lines[i].counter[SENT];
		sums.arrived += d.lines[i].counter[TAKEN];
		sums.difference += d.lines[i].counter[SHORT] - d.lines[i].counter[FOUND];
	}
	for (size_t i = 0; i < n; i++) {
		struct chain_link *l = &arena_push(&cx->mem, c->at, c->n, c->room);
		int64_t from, to;

		hands_of(&d, events[i].verb, &from, &to);
		*l = (struct chain_link){ .doc_id = doc_id, .seq = events[i].seq, .at_ms = events[i].happened_ms, .from_id = from, .to_id = to,
			.from_place_id = d.from_place_id, .to_place_id = d.to_place_id, .actor_id = events[i].actor_id, .sent = sums.sent,
			.arrived = sums.arrived, .difference = sums.difference, .what = events[i].verb, .number = d.number ? d.number : "",
			.role = events[i].role, .proof = "", .proof_value = "", .note = events[i].note ? events[i].note : "" };
		TRY(name_of(cx, from, &l->from));
		TRY(name_of(cx, to, &l->to));
		TRY(party_account_name(cx, events[i].actor_id, &l->actor));
	}
	return ERR_OK;
}

static enum err add_acts(struct ctx *cx, int64_t order_id, struct chain *c)
{
	struct delivery_order_acts_row *r;
	struct parcel p;
	size_t n;

	TRY(parcel_get(cx, order_id, &p));
	TRY(delivery_order_acts(cx, (struct delivery_order_acts_in){ .district_id = cx->district_id, .order_id = order_id, .limit = CHAIN_DOCS_MAX }, &r, &n,
				CHAIN_DOCS_MAX));
	for (size_t i = 0; i < n; i++) {
		struct chain_link *l = &arena_push(&cx->mem, c->at, c->n, c->room);

		*l = (struct chain_link){ .doc_id = order_id, .seq = r[i].seq, .at_ms = r[i].happened_ms, .from_id = r[i].actor_id, .to_id = p.household_id,
			.to_place_id = p.building_id, .actor_id = r[i].actor_id, .sent = r[i].qty, .arrived = text_equal(r[i].kind, "delivered") ? r[i].qty : 0,
			.what = r[i].kind, .number = p.number, .to = p.door, .role = r[i].undone_by[0] ? "undone" : "", .proof = r[i].proof,
			.proof_value = r[i].proof_value, .note = r[i].note };
		TRY(party_account_name(cx, r[i].actor_id, &l->actor));
		l->from = l->actor;
	}
	return ERR_OK;
}

static bool later(const struct chain_link *a, const struct chain_link *b)
{
	return a->at_ms > b->at_ms || (a->at_ms == b->at_ms && a->seq > b->seq);
}

enum err delivery_chain(struct ctx *cx, int64_t order_id, struct chain_link **ret, size_t *ret_n)
{
	struct delivery_chain_docs_row *docs;
	struct chain c = { 0 };
	size_t n;

	TRY(delivery_chain_docs(cx, (struct delivery_chain_docs_in){ .district_id = cx->district_id, .order_id = order_id, .limit = CHAIN_DOCS_MAX }, &docs, &n,
				CHAIN_DOCS_MAX));
	for (size_t i = 0; i < n; i++)
		TRY(add_doc(cx, docs[i].doc_id, &c));
	TRY(add_acts(cx, order_id, &c));
	for (size_t i = 1; i < c.n; i++)              /* few, and nearly in order */
		for (size_t k = i; k && later(&c.at[k - 1], &c.at[k]); k--) {
			struct chain_link swap = c.at[k];

			c.at[k] = c.at[k - 1];
			c.at[k - 1] = swap;
		}
	*ret = c.at;
	*ret_n = c.n;
	return ERR_OK;
}
