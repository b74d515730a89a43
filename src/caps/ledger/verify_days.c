/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"
#include "base/civil.h"
#include "verify.sql.h"

/* The sums of finished days against the postings: entry by entry the journal is added up by place, lot, owner and fund,
 * and at the end of each day the rows of that day are laid beside it. */
struct v_shelf { int64_t place, lot, owner, fund, closing, received, issued, net, seq; bool told; };

struct v_days {
	struct v_map     place_owner, with_fund, shelf_at;
	struct v_shelf  *shelves; size_t n, room;
	uint32_t        *moved;   size_t n_moved, moved_room;    /* shelves of the day, once each */
	int64_t          day, seq;                               /* the day that is being added up; its last entry */
	int64_t          through, through_seq;                   /* as the head says; through 0: there are no sums */
	int64_t          asked;                                  /* rows up to that day have been read */
	bool             met;                                    /* the head's day was one with entries */
};

static struct v_shelf *shelf_of(struct verify *v, struct v_days *d, const struct v_account *a, int64_t lot)
{
	struct arena *mem = &v->cx->mem;
	uint32_t *first, *second, *at;
	bool fresh;

	first = v_map_at(mem, &d->place_owner, a->place, a->owner, &fresh);
	if (fresh)
		*first = (uint32_t)d->place_owner.n;
	second = v_map_at(mem, &d->with_fund, *first, a->fund, &fresh);
	if (fresh)
		*second = (uint32_t)d->with_fund.n;
	at = v_map_at(mem, &d->shelf_at, *second, lot, &fresh);
	if (fresh) {
		*at = (uint32_t)d->n;
		arena_push(mem, d->shelves, d->n, d->room) = (struct v_shelf){ .place = a->place, .lot = lot, .owner = a->owner, .fund = a->fund };
	}
	return &d->shelves[*at];
}

static void settle(struct v_shelf *s)
{
	if (s->net > 0)
		s->received += s->net;
	else
		s->issued -= s->net;
	s->closing += s->net;
	s->net = 0;
}

struct day_rows { struct verify *v; struct v_days *d; };

static const char *name_of(struct verify *v, const struct verify_day_sums_row *r)
{
	return arena_print(&v->cx->mem, "%lld/%lld/%lld/%lld/%lld", (long long)r->day, (long long)r->place_id, (long long)r->lot_id, (long long)r->owner_id,
			   (long long)r->fund_id);
}

static void compare(struct verify *v, const char *id, const char *column, int64_t is, int64_t should)
{
	if (is != should)
		v_found(v, "ledger_day_sum", id, column, "为 %lld，按记账行应为 %lld", "is %lld, the postings make %lld", (long long)is, (long long)should);
}

static enum err take_row(struct ctx *cx, const void *row, void *user)
{
	const struct verify_day_sums_row *r = row;
	struct day_rows *rows = user;
	struct v_shelf *s = NULL;
	uint32_t first, second, at;
	const char *id;

	(void)cx;
	if (r->day == rows->d->day && v_map_find(&rows->d->place_owner, r->place_id, r->owner_id, &first) && v_map_find(&rows->d->with_fund, first, r->fund_id, &second)
	    && v_map_find(&rows->d->shelf_at, second, r->lot_id, &at))
		s = &rows->d->shelves[at];
	id = s && s->received == r->received && s->issued == r->issued && s->closing == r->closing && (s->received || s->issued) ? NULL : name_of(rows->v, r);
	if (s)
		s->told = true;
	if (!id)
		return ERR_OK;
	if (!s || !(s->received || s->issued)) {
		v_found(rows->v, "ledger_day_sum", id, "day", "这一天没有这样的记账", "nothing was posted that day that makes this row");
		return ERR_OK;
	}
	compare(rows->v, id, "received", r->received, s->received);
	compare(rows->v, id, "issued", r->issued, s->issued);
	compare(rows->v, id, "closing", r->closing, s->closing);
	return ERR_OK;
}

static enum err end_day(struct verify *v, struct v_days *d)
{
	struct day_rows rows = { v, d };

	for (size_t i = 0; i < d->n_moved; i++)
		settle(&d->shelves[d->moved[i]]);
	if (d->day && d->day <= d->through) {
		TRY(verify_day_sums(v->cx, (struct verify_day_sums_in){ v->district, d->asked + 1, d->day }, take_row, &rows));
		d->asked = d->day;
	}
	for (size_t i = 0; i < d->n_moved; i++) {
		struct v_shelf *s = &d->shelves[d->moved[i]];

		if (d->day <= d->through && !s->told && (s->received || s->issued))
			v_found(v, "ledger_day_sum", name_of(v, &(struct verify_day_sums_row){ .day = d->day, .place_id = s->place, .lot_id = s->lot, .owner_id = s->owner,
				.fund_id = s->fund }), "day", "缺少这一行", "this row is missing");
		s->received = s->issued = s->seq = 0;
		s->told = false;
	}
	d->met |= d->day == d->through;
	if (d->day == d->through && d->through && d->seq != d->through_seq)
		v_found(v, "ledger_day_head", v_id(v, v->district), "seq", "为 %lld，当天最后一笔是 %lld", "is %lld, the last entry of that day is %lld",
			(long long)d->through_seq, (long long)d->seq);
	d->n_moved = 0;
	return ERR_OK;
}

enum err v_days_begin(struct verify *v)
{
	struct verify_day_head_row head = { 0 };
	enum err e = verify_day_head(v->cx, (struct verify_day_head_in){ v->district }, &head);

	if (e && e != ERR_NOT_FOUND)
		return e;
	v->days = arena_new(&v->cx->mem, sizeof *v->days);
	v->days->asked = INT64_MIN;
	v->days->through = head.day;
	v->days->through_seq = head.seq;
	return ERR_OK;
}

enum err v_days_take(struct verify *v, const struct v_view *w)
{
	int64_t day = civil_day_of(w->e->posted);
	struct v_days *d = v->days;

	if (day > d->day) {
		TRY(end_day(v, d));
		d->day = day;
	}
	d->seq = w->e->seq;
	for (size_t i = 0; i < w->n_postings; i++) {
		const struct v_account *a = v_account(v, w->postings[i].account);
		struct v_shelf *s;

		if (!a || !a->info || !(a->info->flags & ACC_HOUSE))
			continue;
		s = shelf_of(v, d, a, w->postings[i].lot);
		if (!s->seq)
			arena_push(&v->cx->mem, d->moved, d->n_moved, d->moved_room) = (uint32_t)(s - d->shelves);
		if (s->seq != w->e->seq)
			settle(s);
		s->seq = w->e->seq;
		s->net += w->postings[i].qty;
	}
	return ERR_OK;
}

static enum err take_stray(struct ctx *cx, const void *row, void *user)
{
	(void)cx;
	v_found(user, "ledger_day_sum", name_of(user, row), "day", "合计没有做到这一天，或那一天没有记账", "the sums do not reach that day, or nothing was posted that day");
	return ERR_OK;
}

/* The last day is not over: its entries have no sums. */
enum err v_days_end(struct verify *v)
{
	struct v_days *d = v->days;
	int64_t last = d->day;

	if (d->through && d->through >= last)
		v_found(v, "ledger_day_head", v_id(v, v->district), "day", "为 %lld，而最后一笔在第 %lld 日", "is %lld, the last entry is of day %lld",
			(long long)d->through, (long long)last);
	TRY(end_day(v, d));
	if (d->through && d->through < last && !d->met)
		v_found(v, "ledger_day_head", v_id(v, v->district), "day", "为 %lld，那一天没有分录", "is %lld, a day without entries", (long long)d->through);
	return verify_day_sums(v->cx, (struct verify_day_sums_in){ v->district, d->asked + 1, INT64_MAX }, take_stray, v);
}
