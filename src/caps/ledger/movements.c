/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts, issues and stock of a whole district.  Every posting keeps the balance after it, so the first
 * posting of a balance in the days tells what was there before and the last one what is there after.  A balance
 * that rested in those days is told by its next posting: those are read on in their order while that pays,
 * and the few that are left are looked for one by one.
 *
 * Days whose sums stand (day_sums.h) are read from these, a row for all that a day moved of a lot in a place;
 * only what was posted after them is read posting by posting. */
#include "caps/ledger/movements.h"
#include "ledger_read.sql.h"
#include <stdlib.h>

enum {
	SEEK = 40,                               /* looking for one balance costs as much as reading so many postings in order */
	STRIDE = 10000,                          /* entries read on at a time */
};

struct balance { int64_t account_id, lot_id, item_id, place_id, owner_id, fund_id, qty, seq, opening, closing; size_t group; bool told; };
struct group { struct ledger_movement told; int64_t net, net_seq; size_t first, n; bool by_sums; };      /* n balances from first */

struct movements {
	struct ctx     *cx;
	int64_t         from_seq, to_seq, from_day, to_day;
	struct ledger_day_head_read_row sums;                /* through that day; 0: there are none for these days */
	struct balance *balance;  size_t n, room;
	struct group   *group;    size_t n_groups;
	size_t         *slot;     size_t mask;          /* by account and lot: place in balance + 1 */
	size_t         *group_slot;                     /* by place, lot, owner, fund: place in group + 1; only where sums are read */
	size_t          untold, untold_before;
	int64_t         read;                           /* rows, in the stride */
};

static uint64_t mixed(uint64_t a, int64_t b)
{
	uint64_t x = a * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)b * UINT64_C(0xC2B2AE3D27D4EB4F);

	return (x ^ x >> 29) * UINT64_C(0x9E3779B97F4A7C15);
}

static size_t first_slot(const struct movements *m, int64_t account_id, int64_t lot_id)
{
	return (size_t)(mixed((uint64_t)account_id, lot_id) >> 20) & m->mask;
}

static struct balance *find(const struct movements *m, int64_t account_id, int64_t lot_id)
{
	for (size_t i = first_slot(m, account_id, lot_id); m->slot[i]; i = (i + 1) & m->mask) {
		struct balance *b = &m->balance[m->slot[i] - 1];

		if (b->account_id == account_id && b->lot_id == lot_id)
			return b;
	}
	return NULL;
}

/* ---- every balance as it stands ---- */

static enum err take_balance(struct ctx *cx, const void *row, void *user)
{
	const struct ledger_house_balances_row *r = row;
	struct movements *m = user;

	arena_push(&cx->mem, m->balance, m->n, m->room) = (struct balance){ .account_id = r->account_id, .lot_id = r->lot_id, .item_id = r->item_id,
		.place_id = r->place_id, .owner_id = r->owner_id, .fund_id = r->fund_id, .qty = r->qty, .seq = r->seq,
		.opening = r->qty, .closing = r->qty, .told = r->seq <= m->from_seq };
	return ERR_OK;
}

static int by_number(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int group_order(const void *left, const void *right)
{
	const struct balance *a = left, *b = right;
	int d = by_number(a->place_id, b->place_id);

	d = d ? d : by_number(a->item_id, b->item_id);
	d = d ? d : by_number(a->lot_id, b->lot_id);
	d = d ? d : by_number(a->owner_id, b->owner_id);
	return d ? d : by_number(a->fund_id, b->fund_id);
}

/* Balances of one place, lot, owner and fund (free, held, at the dock) are one movement. */
static void make_groups(struct movements *m)
{
	if (m->n)
		qsort(m->balance, m->n, sizeof *m->balance, group_order);
	m->group = arena_array(&m->cx->mem, struct group, m->n + 1);
	for (size_t i = 0; i < m->n; i++) {
		struct balance *b = &m->balance[i];

		if (!i || group_order(b, b - 1))
			m->group[m->n_groups++] = (struct group){ .first = i, .told = { .place_id = b->place_id, .item_id = b->item_id, .lot_id = b->lot_id,
				.owner_id = b->owner_id, .fund_id = b->fund_id } };
		b->group = m->n_groups - 1;
		m->group[b->group].n++;
	}
}

static void make_slots(struct movements *m)
{
	size_t room = 1024;

	while (room < m->n * 2)
		room *= 2;
	m->mask = room - 1;
	m->slot = arena_array(&m->cx->mem, size_t, room);
	for (size_t i = 0; i < m->n; i++) {
		size_t at = first_slot(m, m->balance[i].account_id, m->balance[i].lot_id);

		while (m->slot[at])
			at = (at + 1) & m->mask;
		m->slot[at] = i + 1;
		m->untold += !m->balance[i].told;
	}
}

static enum err load(struct movements *m)
{
	TRY(ledger_house_balances(m->cx, (struct ledger_house_balances_in){ m->cx->district_id, m->from_seq }, take_balance, m));
	make_groups(m);
	make_slots(m);
	return ERR_OK;
}

/* ---- the sums of the days ---- */

static size_t group_slot(const struct movements *m, int64_t place_id, int64_t lot_id, int64_t owner_id, int64_t fund_id)
{
	return (size_t)(mixed(mixed(mixed((uint64_t)place_id, lot_id), owner_id), fund_id) >> 20) & m->mask;
}

static void make_group_slots(struct movements *m)
{
	m->group_slot = arena_array(&m->cx->mem, size_t, m->mask + 1);
	for (size_t i = 0; i < m->n_groups; i++) {
		const struct ledger_movement *t = &m->group[i].told;
		size_t at = group_slot(m, t->place_id, t->lot_id, t->owner_id, t->fund_id);

		while (m->group_slot[at])
			at = (at + 1) & m->mask;
		m->group_slot[at] = i + 1;
	}
}

static struct group *group_of(const struct movements *m, const struct ledger_day_sums_between_row *r)
{
	for (size_t i = group_slot(m, r->place_id, r->lot_id, r->owner_id, r->fund_id); m->group_slot[i]; i = (i + 1) & m->mask) {
		struct group *g = &m->group[m->group_slot[i] - 1];

		if (g->told.place_id == r->place_id && g->told.lot_id == r->lot_id && g->told.owner_id == r->owner_id && g->told.fund_id == r->fund_id)
			return g;
	}
	return NULL;
}

/* From its first sum on a group is told as a whole, and none of its balances by itself. */
static void told_by_sum(struct movements *m, struct group *g, const struct ledger_day_sums_between_row *r)
{
	g->by_sums = true;
	g->told.opening = g->told.closing = r->closing - r->received + r->issued;
	for (struct balance *b = &m->balance[g->first]; b < &m->balance[g->first + g->n]; b++) {
		m->untold -= !b->told;
		b->told = true;
	}
}

static enum err take_sum(struct ctx *cx, const void *row, void *user)
{
	const struct ledger_day_sums_between_row *r = row;
	struct movements *m = user;
	struct group *g = group_of(m, r);

	(void)cx;
	if (!g)
		return ERR_OK;
	if (!g->by_sums)
		told_by_sum(m, g, r);
	g->told.received += r->received;
	g->told.issued += r->issued;
	g->told.closing = r->closing;
	return ERR_OK;
}

/* What the sums tell of the days; ret_from: the entry after which the postings are read. */
static enum err read_sums(struct movements *m, int64_t *ret_from)
{
	enum err e = ERR_NOT_FOUND;

	*ret_from = m->from_seq;
	if (m->from_day <= m->to_day)
		e = ledger_day_head_read(m->cx, (struct ledger_day_head_read_in){ m->cx->district_id }, &m->sums);
	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e || m->sums.day < m->from_day) {
		m->sums = (struct ledger_day_head_read_row){ 0 };
		return ERR_OK;
	}
	make_group_slots(m);
	*ret_from = m->sums.day < m->to_day ? m->sums.seq : m->to_seq;
	return ledger_day_sums_between(m->cx, (struct ledger_day_sums_between_in){ m->cx->district_id, m->from_day, m->to_day }, take_sum, m);
}

/* ---- the postings of the days ---- */

/* What one entry moves within a group counts by its net. */
static void count(struct group *g)
{
	if (g->net > 0)
		g->told.received += g->net;
	else
		g->told.issued -= g->net;
	g->net = 0;
}

static enum err take_move(struct ctx *cx, const void *row, void *user)
{
	const struct ledger_moves_between_row *r = row;
	struct movements *m = user;
	struct balance *b = find(m, r->account_id, r->lot_id);
	struct group *g;

	(void)cx;
	if (!b)
		return ERR_OK;
	g = &m->group[b->group];
	if (g->by_sums)
		g->told.closing += r->qty;
	if (!b->told) {
		b->told = true;
		b->opening = r->after_qty - r->qty;
		m->untold--;
	}
	b->closing = r->after_qty;
	if (g->net_seq != r->seq)
		count(g);
	g->net_seq = r->seq;
	g->net += r->qty;
	return ERR_OK;
}

/* ---- those that rested ---- */

static enum err take_next(struct ctx *cx, const void *row, void *user)
{
	const struct ledger_moves_between_row *r = row;
	struct movements *m = user;
	struct balance *b = find(m, r->account_id, r->lot_id);

	(void)cx;
	m->read++;
	if (!b || b->told)
		return ERR_OK;
	b->told = true;
	b->opening = b->closing = r->after_qty - r->qty;
	m->untold--;
	return ERR_OK;
}

static enum err seek(struct movements *m, struct balance *b)
{
	struct ledger_balance_at_row then = { 0 };
	enum err e = ledger_balance_at(m->cx, (struct ledger_balance_at_in){ m->cx->district_id, b->account_id, b->lot_id, m->to_seq }, &then);

	if (e && e != ERR_NOT_FOUND)
		return e;
	b->opening = b->closing = e ? 0 : then.qty;
	b->told = true;
	return ERR_OK;
}

static enum err take_next_sum(struct ctx *cx, const void *row, void *user)
{
	const struct ledger_day_sums_between_row *r = row;
	struct movements *m = user;
	struct group *g = group_of(m, r);

	(void)cx;
	m->read++;
	if (g && !g->by_sums)
		told_by_sum(m, g, r);
	return ERR_OK;
}

/* Whether to read on: the rest would cost more to look for than one more stride, and the last one told enough. */
static bool pays(struct movements *m)
{
	bool enough = !m->untold_before || (int64_t)(m->untold_before - m->untold) * SEEK >= m->read;
	bool worth = (int64_t)m->untold * SEEK > m->read;

	m->untold_before = m->untold;
	if (enough && worth)
		m->read = 0;
	return enough && worth;
}

static enum err ask_who_rested(struct movements *m)
{
	struct ledger_head head;
	int64_t seq = m->to_seq, day = m->to_day + 1;

	TRY(ledger_head(m->cx, &head));
	m->read = STRIDE;
	for (; day <= m->sums.day && pays(m); day++)
		TRY(ledger_day_sums_between(m->cx, (struct ledger_day_sums_between_in){ m->cx->district_id, day, day }, take_next_sum, m));
	if (m->sums.day > m->to_day)
		seq = day > m->sums.day ? m->sums.seq : head.seq;
	for (; seq < head.seq && pays(m); seq += STRIDE)
		TRY(ledger_moves_between(m->cx, (struct ledger_moves_between_in){ m->cx->district_id, seq, seq + STRIDE }, take_next, m));
	for (size_t i = 0; i < m->n && m->untold; i++)
		if (!m->balance[i].told) {
			TRY(seek(m, &m->balance[i]));
			m->untold--;
		}
	return ERR_OK;
}

/* ---- the answer ---- */

static int answer_order(const void *left, const void *right)
{
	const struct ledger_movement *a = left, *b = right;
	int d = by_number(a->place_id, b->place_id);

	d = d ? d : by_number(a->item_id, b->item_id);
	d = d ? d : by_number(!a->expiry_day, !b->expiry_day);
	d = d ? d : by_number(a->expiry_day, b->expiry_day);
	d = d ? d : by_number(a->lot_id, b->lot_id);
	d = d ? d : by_number(a->owner_id, b->owner_id);
	return d ? d : by_number(a->fund_id, b->fund_id);
}

static int lot_order(const void *left, const void *right)
{
	return by_number((*(struct ledger_movement *const *)left)->lot_id, (*(struct ledger_movement *const *)right)->lot_id);
}

/* Each lot is read once, in their order. */
static enum err name_lots(struct ctx *cx, struct ledger_movement *rows, size_t n)
{
	struct ledger_movement **by_lot = arena_array(&cx->mem, struct ledger_movement *, n + 1);
	struct ledger_lot lot = { 0 };

	for (size_t i = 0; i < n; i++)
		by_lot[i] = &rows[i];
	qsort(by_lot, n, sizeof *by_lot, lot_order);
	for (size_t i = 0; i < n; i++) {
		struct ledger_movement *r = by_lot[i];

		if (!i || r->lot_id != lot.lot_id)
			TRY(ledger_lot_get(cx, r->lot_id, &lot));
		r->expiry_day = lot.expiry_day;
		r->made_day = lot.made_day;
		r->cost_fen = lot.cost_fen;
		r->cost_units = lot.cost_units;
		r->batch = lot.batch;
	}
	return ERR_OK;
}

static size_t gather(struct movements *m, struct ledger_movement *rows)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		struct group *g = &m->group[m->balance[i].group];

		if (g->by_sums)
			continue;
		g->told.opening += m->balance[i].opening;
		g->told.closing += m->balance[i].closing;
	}
	for (size_t i = 0; i < m->n_groups; i++) {
		struct ledger_movement *t = &m->group[i].told;

		count(&m->group[i]);
		if (t->opening || t->received || t->issued)
			rows[n++] = *t;
	}
	return n;
}

enum err ledger_movements(struct ctx *cx, const struct movement_span *span, size_t limit, struct ledger_movement **ret, size_t *ret_n)
{
	struct movements m = { .cx = cx, .from_seq = span->from_seq, .to_seq = span->to_seq, .from_day = span->from_day, .to_day = span->to_day };
	int64_t from;

	TRY(load(&m));
	TRY(read_sums(&m, &from));
	TRY(ledger_moves_between(cx, (struct ledger_moves_between_in){ cx->district_id, from, m.to_seq }, take_move, &m));
	TRY(ask_who_rested(&m));
	*ret = arena_array(&cx->mem, struct ledger_movement, m.n_groups + 1);
	*ret_n = gather(&m, *ret);
	if (*ret_n) {
		TRY(name_lots(cx, *ret, *ret_n));
		qsort(*ret, *ret_n, sizeof **ret, answer_order);
	}
	*ret_n = *ret_n < limit ? *ret_n : limit;
	return ERR_OK;
}
