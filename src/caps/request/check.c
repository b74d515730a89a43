/* SPDX-License-Identifier: Apache-2.0 */
/* What is to be said of a request before it is vetted.  Limits, look-backs and
 * times are the plan's; stock and other requests are looked up once. */
#include "caps/request/table.h"
#include "base/civil.h"
#include "base/map.h"
#include "base/text.h"
#include "caps/plan/plan_cond.h"
#include "request.sql.h"
#include <string.h>

enum { ITEMS_MAX = 200000, NEAR_MAX = 4000 };

const char *const request_finding_words[] = { "short", "double", "refused", "over", "received", "late", "leader", NULL };

/* What is known of a unit: what it asked for lately, and what it got. */
struct unit_facts {
	int64_t                  near_since;
	struct request_near_row *near;  size_t n_near;
	struct request_got_row  *got;   size_t n_got;
};
struct checker {
	struct ctx                   *cx;
	const struct plan            *plan;
	struct request_free_row      *free;      size_t n_free;
	struct request_promised_row  *promised;  size_t n_promised;
	struct map                    units;
	struct unit_facts            *unit;      size_t n_units, units_room;
	bool                          stock_read;
};

enum err checker_new(struct ctx *cx, struct checker **ret)
{
	struct checker *k = arena_new(&cx->mem, sizeof *k);

	k->cx = cx;
	k->units = MAP(&cx->mem);
	*ret = k;
	return document_plan(cx, &k->plan);
}

static enum err read_stock(struct checker *k)
{
	if (k->stock_read)
		return ERR_OK;
	k->stock_read = true;
	TRY(request_free(k->cx, (struct request_free_in){ .district_id = k->cx->district_id, .today = civil_day_of(k->cx->now_ms),
		.limit = ITEMS_MAX }, &k->free, &k->n_free, ITEMS_MAX));
	return request_promised(k->cx, (struct request_promised_in){ .district_id = k->cx->district_id, .limit = ITEMS_MAX }, &k->promised,
				&k->n_promised, ITEMS_MAX);
}

/* Free and good, less what vetted requests still need; gifts to others left out. */
enum err checker_available(struct checker *k, int64_t item_id, int64_t unit_id, int64_t *ret)
{
	size_t low = 0, high;
	int64_t sum = 0;

	TRY(read_stock(k));
	for (high = k->n_free; low < high;) {
		size_t mid = (low + high) / 2;

		if (k->free[mid].item_id < item_id)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < k->n_free && k->free[low].item_id == item_id; low++)
		if (!k->free[low].restricted_to || k->free[low].restricted_to == unit_id)
			sum += k->free[low].qty;
	for (low = 0, high = k->n_promised; low < high;) {
		size_t mid = (low + high) / 2;

		if (k->promised[mid].item_id < item_id)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < k->n_promised && k->promised[low].item_id == item_id)
		sum -= k->promised[low].qty;
	*ret = sum > 0 ? sum : 0;
	return ERR_OK;
}

/* The moment so long before now; a calendar month counts 31 days, which only looks back a little further. */
static int64_t before(int64_t now_ms, struct plan_dur d)
{
	int64_t reach = d.unit == DUR_NONE ? 0 : plan_after(now_ms, d) - now_ms;

	return now_ms - reach;
}

static const struct plan_flow *flow_of(const struct checker *k, const struct request_row *row, const struct request_row_line *line)
{
	return k->plan ? plan_flow(k->plan, PLAN_DOC_request, row->unit_kind, line->category) : NULL;
}

/* As far back as any flow for requests looks. */
static int64_t furthest(const struct checker *k, bool doubles, int64_t from_ms)
{
	int64_t since = from_ms;

	for (const struct plan *p = k->plan; p; p = p->next)
		for (size_t i = 0; i < p->n_flows; i++) {
			const struct plan_flow *f = &p->flows[i];
			int64_t at = before(from_ms, doubles ? f->double_within : f->look_back);

			if (f->kind == PLAN_DOC_request && at < since)
				since = at;
		}
	return since;
}

static enum err unit_of(struct checker *k, const struct request_row *row, const struct unit_facts **ret)
{
	const char *key = arena_print(&k->cx->mem, "%lld", (long long)row->unit_id);
	struct ctx *cx = k->cx;
	struct unit_facts *u;
	int64_t at, since = furthest(k, true, row->asked_ms);

	if (!map_get(&k->units, key, &at)) {
		at = (int64_t)k->n_units;
		map_put(&k->units, key, at);
		arena_push(&cx->mem, k->unit, k->n_units, k->units_room) = (struct unit_facts){ .near_since = INT64_MAX };
		u = &k->unit[at];
		TRY(request_got(cx, (struct request_got_in){ .district_id = cx->district_id, .unit_id = row->unit_id,
			.since_ms = furthest(k, false, cx->now_ms), .limit = NEAR_MAX }, &u->got, &u->n_got, NEAR_MAX));
	}
	u = &k->unit[at];
	if (since < u->near_since) {
		u->near_since = since;
		TRY(request_near(cx, (struct request_near_in){ .district_id = cx->district_id, .unit_id = row->unit_id, .since_ms = since,
			.limit = NEAR_MAX }, &u->near, &u->n_near, NEAR_MAX));
	}
	*ret = u;
	return ERR_OK;
}

static void find(struct checker *k, struct request_row *row, struct request_finding f)
{
	row->problem |= f.problem;
	arena_push(&k->cx->mem, row->findings, row->n_findings, row->findings_room) = f;
}

/* ---- the plan's limits ---- */

struct line_world { const struct request_row *row; const struct request_row_line *line; int64_t qty, got; };

static struct cond_value value_of(void *user, const char *word)
{
	const struct line_world *w = user;

	if (text_equal(word, "quantity"))
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = w->qty };
	if (text_equal(word, "received"))
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = w->got };
	if (text_equal(word, "own_stock"))
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = w->line->own_stock };
	if (text_equal(word, "goods"))
		return (struct cond_value){ .known = KNOWN_WORD, .word = w->line->category };
	if (text_equal(word, "for_kind"))
		return (struct cond_value){ .known = KNOWN_WORD, .word = w->row->unit_kind };
	return (struct cond_value){ .known = KNOWN_NOTHING };
}

static const struct plan_check *broken(const struct checker *k, struct line_world *w, int64_t qty)
{
	const struct cond_world world = { value_of, w };
	const struct plan_check *rule;
	bool unknown;

	w->qty = qty;
	rule = plan_refusal(k->plan, PLAN_DOC_request, &world, &unknown);
	if (!rule)
		plan_warnings(k->plan, PLAN_DOC_request, &world, &rule, 1);
	return rule;
}

/* The largest quantity no rule speaks against; rules that allow more and then less again are held to the less. */
static int64_t largest(const struct checker *k, struct line_world *w, int64_t asked)
{
	int64_t good = 0, bad = asked;

	while (bad - good > 1) {
		int64_t mid = good + (bad - good) / 2;

		if (broken(k, w, mid))
			bad = mid;
		else
			good = mid;
	}
	return good;
}

static void look_at_limits(struct checker *k, struct request_row *row, struct request_row_line *line, int64_t got)
{
	struct line_world w = { row, line, 0, got }, afresh = { row, line, 0, 0 };
	const struct plan_check *rule = broken(k, &w, line->asked);
	struct arena *mem = &k->cx->mem;
	int64_t most;

	if (!rule)
		return;
	most = broken(k, &w, 1) ? 0 : largest(k, &w, line->asked);
	line->can = most < line->can ? most : line->can;
	struct request_finding f = { .kind = FIND_OVER, .line_no = line->line_no, .qty = line->asked - most, .limit = most, .problem = true,
		.rule = rule->rule.id };
	if (got > 0 && !broken(k, &afresh, line->asked)) {
		f.kind = FIND_RECEIVED;
		f.qty = got;
		f.zh = arena_print(mem, "近期已得 %lld，按“%s”最多再批 %lld", (long long)got, rule->rule.zh, (long long)most);
		f.en = arena_print(mem, "received %lld lately; by \"%s\" at most %lld more", (long long)got, rule->rule.en, (long long)most);
	} else if (!most && broken(k, &afresh, 1)) {
		f.kind = FIND_REFUSED;
		f.zh = arena_print(mem, "“%s”，这种物资不能批", rule->rule.zh);
		f.en = arena_print(mem, "\"%s\": these goods cannot be vetted", rule->rule.en);
	} else {
		f.zh = arena_print(mem, "申报 %lld，按“%s”最多批 %lld，超 %lld", (long long)line->asked, rule->rule.zh, (long long)most, (long long)f.qty);
		f.en = arena_print(mem, "asks for %lld; by \"%s\" at most %lld, %lld over", (long long)line->asked, rule->rule.en, (long long)most,
				   (long long)f.qty);
	}
	find(k, row, f);
}

/* ---- the rest ---- */

static int64_t got_since(const struct unit_facts *u, int64_t item_id, int64_t since_ms)
{
	int64_t sum = 0;

	for (size_t i = 0; i < u->n_got; i++)
		if (u->got[i].item_id == item_id && u->got[i].posted_ms >= since_ms)
			sum += u->got[i].qty;
	return sum;
}

/* Of two that wait the earlier is the double: the later says what is wanted now.  One that was vetted already stands. */
static void look_for_double(struct checker *k, struct request_row *row, struct request_row_line *line, const struct unit_facts *u,
			    const struct plan_flow *flow)
{
	int64_t reach = flow->double_within.unit == DUR_NONE ? 0 : plan_after(row->asked_ms, flow->double_within) - row->asked_ms;

	for (size_t i = 0; i < u->n_near && reach; i++) {
		const struct request_near_row *o = &u->near[i];
		int64_t apart = o->asked_ms - row->asked_ms;

		if (o->doc_id == row->doc_id || o->item_id != line->item_id || apart > reach || apart < -reach)
			continue;
		if (o->stage < 3 && (apart < 0 || (apart == 0 && o->doc_id < row->doc_id)))
			continue;
		line->can = 0;
		find(k, row, (struct request_finding){ .kind = FIND_DOUBLE, .line_no = line->line_no, .qty = o->asked, .problem = true,
			.other_doc_id = o->doc_id, .other_number = o->number, .rule = flow->rule.id,
			.zh = arena_print(&k->cx->mem, "与 %s 同单位、同物资，那张申报 %lld，差 %lld", o->number, (long long)o->asked,
					  (long long)(o->asked > line->asked ? o->asked - line->asked : line->asked - o->asked)),
			.en = arena_print(&k->cx->mem, "same unit and item as %s, which asks for %lld, %lld apart", o->number, (long long)o->asked,
					  (long long)(o->asked > line->asked ? o->asked - line->asked : line->asked - o->asked)) });
		return;
	}
}

static enum err look_at_stock(struct checker *k, struct request_row *row, struct request_row_line *line)
{
	TRY(checker_available(k, line->item_id, row->unit_id, &line->available));
	if (line->available >= line->can)
		return ERR_OK;
	line->can = line->available;
	find(k, row, (struct request_finding){ .kind = FIND_SHORT, .line_no = line->line_no, .qty = line->available, .limit = line->available,
		.problem = true,
		.zh = line->available ? arena_print(&k->cx->mem, "申报 %lld，全区可用 %lld", (long long)line->asked, (long long)line->available) :
			"本区无货，已批的都还没发齐",
		.en = line->available ? arena_print(&k->cx->mem, "asks for %lld, the district has %lld free", (long long)line->asked,
			(long long)line->available) : "the district has none left over what was vetted before" });
	return ERR_OK;
}

static enum err look_at_line(struct checker *k, struct request_row *row, struct request_row_line *line)
{
	const struct plan_flow *flow = flow_of(k, row, line);
	const struct unit_facts *u;

	line->can = line->asked;
	TRY(unit_of(k, row, &u));
	if (flow)
		look_for_double(k, row, line, u, flow);
	if (k->plan)
		look_at_limits(k, row, line, flow ? got_since(u, line->item_id, before(k->cx->now_ms, flow->look_back)) : 0);
	TRY(look_at_stock(k, row, line));
	if (line->can < line->asked)
		line->can -= line->can % line->pack;        /* goods leave in whole packs */
	return ERR_OK;
}

/* Who besides the meeting has to agree before the goods are shared out (D2.9). */
static void look_at_chain(struct checker *k, struct request_row *row, const struct request_row_line *line)
{
	const struct plan_flow *flow = flow_of(k, row, line);
	const struct plan_chain *chain = flow && flow->approve ? plan_chain(flow->rule.plan, flow->approve) : NULL;
	bool meets = false;

	for (size_t i = 0; chain && i < chain->n_steps; i++) {
		const struct plan_step *s = &chain->steps[i];
		const struct plan_role *role = s->by.n ? plan_role(flow->rule.plan, s->by.at[0]) : NULL;

		meets |= s->meeting != NULL;
		if (!meets || !role)
			continue;
		find(k, row, (struct request_finding){ .kind = FIND_LEADER, .rule = chain->rule.id,
			.zh = arena_print(&k->cx->mem, "会商后还须%s同意", role->rule.zh),
			.en = arena_print(&k->cx->mem, "after the meeting it also needs the consent of: %s", role->rule.en) });
		return;
	}
}

static int64_t own_tenths(const struct request_row *row, const struct request_row_line *line)
{
	__int128 people_norm = (__int128)line->norm_qty * row->population, tenths;

	if (people_norm <= 0)
		return -1;
	tenths = (__int128)line->own_stock * 10 * line->norm_days / people_norm;
	return tenths > 99999 ? 99999 : (int64_t)tenths;
}

enum err checker_look(struct checker *k, struct request_row *row)
{
	const struct plan_kind *kind = k->plan ? plan_kind(k->plan, row->unit_kind) : NULL;
	int64_t late = row->vet_by_ms ? k->cx->now_ms - row->vet_by_ms : 0;

	row->unit_kind_zh = kind ? kind->rule.zh : row->unit_kind;
	row->unit_kind_en = kind ? kind->rule.en : row->unit_kind;
	for (size_t i = 0; i < row->n_lines_here; i++) {
		row->lines[i].own_tenths = own_tenths(row, &row->lines[i]);
		row->lines[i].available = -1;
		row->lines[i].can = -1;
		if (row->stage == 1 || row->stage == 2)
			TRY(look_at_line(k, row, &row->lines[i]));
	}
	if (row->stage != 1 && row->stage != 2)
		return ERR_OK;
	if (row->n_lines_here)
		look_at_chain(k, row, &row->lines[0]);
	if (late > 0)
		find(k, row, (struct request_finding){ .kind = FIND_LATE, .qty = late / 60000,
			.zh = arena_print(&k->cx->mem, "审核超时 %lld 分钟", (long long)(late / 60000)),
			.en = arena_print(&k->cx->mem, "vetting is %lld minutes late", (long long)(late / 60000)) });
	return ERR_OK;
}
