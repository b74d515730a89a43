/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/stock/lot_replay.h"

/* Parcels of an account stand in a queue; one taken is split where less is wanted. */
struct parcel { size_t hop, next; int64_t qty, line_no; };       /* next: 1 + the parcel behind; 0: none */
struct queue { size_t first, last; int64_t balance; };

struct replay {
	struct arena    *mem;
	struct flow_hop *hops;     size_t n_hops, hop_room;
	struct parcel   *parcels;  size_t n_parcels, parcel_room;
	struct queue    *at;
	const int       *sign;
	bool             agrees;
};

static void put(struct replay *r, struct queue *q, size_t hop, int64_t qty, int64_t line_no)
{
	if (q->last && r->parcels[q->last - 1].hop == hop && r->parcels[q->last - 1].line_no == line_no) {
		r->parcels[q->last - 1].qty += qty;
		return;
	}
	arena_push(r->mem, r->parcels, r->n_parcels, r->parcel_room) = (struct parcel){ hop, 0, qty, line_no };
	if (q->last)
		r->parcels[q->last - 1].next = r->n_parcels;
	else
		q->first = r->n_parcels;
	q->last = r->n_parcels;
}

/* Unlinks up to qty from the queue's parcels: those whose last hop was `seq`, or from the front (seq 0). */
static int64_t take(struct replay *r, struct queue *q, int64_t seq, int64_t qty, int64_t line_no, struct queue *to)
{
	size_t before = 0;

	for (size_t at = q->first; at && qty;) {
		struct parcel *p = &r->parcels[at - 1];
		int64_t part = p->qty < qty ? p->qty : qty;
		size_t next = p->next;

		if (seq && r->hops[p->hop].seq != seq) {
			before = at;
			at = next;
			continue;
		}
		qty -= part;
		p->qty -= part;
		if (!p->qty) {
			*(before ? &r->parcels[before - 1].next : &q->first) = next;
			if (q->last == at)
				q->last = before;
		} else {
			before = at;
		}
		put(r, to, r->parcels[at - 1].hop, part, line_no);
		at = next;
	}
	return qty;
}

static size_t born(struct replay *r, const struct replay_step *s)
{
	arena_push(r->mem, r->hops, r->n_hops, r->hop_room) = (struct flow_hop){ 0, s->account, s->seq, s->doc_id, s->happened_ms };
	return r->n_hops - 1;
}

static void take_out(struct replay *r, const struct replay_step *s, struct queue *taken)
{
	struct queue *q = &r->at[s->account];
	int64_t rest = -s->qty;

	if (s->reverses_seq)
		rest = take(r, q, s->reverses_seq, rest, s->line_no, taken);
	if (r->sign[s->account] >= 0)
		rest = take(r, q, 0, rest, s->line_no, taken);
	if (!rest)
		return;
	if (r->sign[s->account] >= 0)
		r->agrees = false;                     /* the books let out what never came in */
	put(r, taken, born(r, s), rest, s->line_no);
}

/* Where a parcel gets to by this step; a step taken back leads to where it was before. */
static size_t hop_to(struct replay *r, const struct replay_step *s, size_t from)
{
	const struct flow_hop *last = &r->hops[from];

	if (s->reverses_seq && last->seq == s->reverses_seq && last->before && r->hops[last->before - 1].account == s->account)
		return last->before - 1;
	if (r->n_hops && r->hops[r->n_hops - 1].before == from + 1 && r->hops[r->n_hops - 1].seq == s->seq && r->hops[r->n_hops - 1].account == s->account)
		return r->n_hops - 1;
	arena_push(r->mem, r->hops, r->n_hops, r->hop_room) = (struct flow_hop){ from + 1, s->account, s->seq, s->doc_id, s->happened_ms };
	return r->n_hops - 1;
}

/* From what was taken out: first of the same line, then of any. */
static int64_t give(struct replay *r, const struct replay_step *s, struct queue *taken, int64_t want, bool same_line)
{
	for (size_t at = taken->first; at && want; at = r->parcels[at - 1].next) {
		struct parcel *p = &r->parcels[at - 1];
		int64_t part = p->qty < want ? p->qty : want;
		size_t hop;

		if (!part || (same_line && p->line_no != s->line_no))
			continue;
		p->qty -= part;
		want -= part;
		hop = hop_to(r, s, p->hop);
		if (r->hops[hop].before || r->sign[s->account] >= 0)          /* what goes back to before it was born, never was */
			put(r, &r->at[s->account], hop, part, 0);
	}
	return want;
}

static void one_entry(struct replay *r, const struct replay_step *s, size_t n)
{
	struct queue taken = { 0 };

	for (size_t i = 0; i < n; i++)
		if (s[i].qty < 0)
			take_out(r, &s[i], &taken);
	for (size_t i = 0; i < n; i++)
		if (s[i].qty > 0 && give(r, &s[i], &taken, give(r, &s[i], &taken, s[i].qty, true), false))
			r->agrees = false;
	for (size_t i = 0; i < n; i++) {
		struct queue *q = &r->at[s[i].account];

		q->balance += s[i].qty;
		r->agrees &= q->balance == s[i].after_qty;
	}
}

/* Parcels that came the same way are one. */
static void gather_ends(struct replay *r, size_t n_accounts, struct replay_result *ret)
{
	size_t *end_of = arena_array(r->mem, size_t, r->n_hops + 1);

	ret->ends = arena_array(r->mem, struct replay_end, r->n_parcels + 1);
	for (size_t a = 0; a < n_accounts; a++)
		for (size_t p = r->at[a].first; p; p = r->parcels[p - 1].next) {
			const struct parcel *at = &r->parcels[p - 1];

			if (!end_of[at->hop]) {
				ret->ends[ret->n_ends++] = (struct replay_end){ at->hop, 0 };
				end_of[at->hop] = ret->n_ends;
			}
			ret->ends[end_of[at->hop] - 1].qty += at->qty;
		}
}

struct replay_result lot_replay(struct arena *mem, const struct replay_step *steps, size_t n_steps, const int *sign, size_t n_accounts)
{
	struct replay r = { .mem = mem, .sign = sign, .at = arena_array(mem, struct queue, n_accounts + 1), .agrees = true };
	struct replay_result ret = { .left = arena_array(mem, int64_t, n_accounts + 1) };
	size_t n = 0;

	for (size_t i = 0; i < n_steps; i += n) {
		for (n = 1; i + n < n_steps && steps[i + n].seq == steps[i].seq;)
			n++;
		one_entry(&r, &steps[i], n);
	}
	for (size_t a = 0; a < n_accounts; a++)
		ret.left[a] = r.at[a].balance;
	gather_ends(&r, n_accounts, &ret);
	ret.hops = r.hops;
	ret.n_hops = r.n_hops;
	ret.agrees = r.agrees;
	return ret;
}
