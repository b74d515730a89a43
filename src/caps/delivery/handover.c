/* SPDX-License-Identifier: Apache-2.0 */
/* Acts at doors, in bulk, from phones that may have been offline for days: each
 * counts once by its own id, each has its own verdict, and what cannot count any
 * more is kept as a conflict for a person to clear (D3.11, D8.3, D8.4, D5.5). */
#include "caps/delivery/handover.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/delivery/rules.h"
#include "caps/order/order.h"
#include "caps/place/place.h"
#include "delivery.sql.h"
#include "store/store.h"
#include <string.h>

const char *const handover_kind_words[] = { "delivered", "not_home", "refused", "damaged", "short", "wrong", "collected", "undo", NULL };
const char *const handover_proof_words[] = { "tick", "code", "photo", "signature", NULL };
const char *const handover_answers_words[] = { "nobody", "shop", "driver", "station", "worker", "household", NULL };
const char *const handover_verdict_words[] = { "done", "already", "wrong_door", "conflict", "refused", NULL };

/* A phone may bring what it did while it had no network; not from further back, not from ahead. */
enum { ACT_AHEAD_MS = 10 * 60 * 1000 };
#define ACT_BACK_MS (INT64_C(14) * DAY_MS)

static enum err check_id(struct ctx *cx, const struct handover_act *a, size_t i)
{
	size_t n = a->act_id ? strlen(a->act_id) : 0;

	if (n < 8 || n > 40 || strspn(a->act_id, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") != n)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "acts[%zu].act_id", i), "编号须为 8 至 40 位字母、数字或横线",
			    "the id has 8 to 40 letters, digits or dashes");
	return ERR_OK;
}

static void answer(struct handover_answer *r, enum handover_verdict verdict, const char *zh, const char *en)
{
	r->verdict = verdict;
	r->zh = zh;
	r->en = en;
}

/* What is wrong with an act in itself; it is kept all the same, for it may have happened. */
static bool well_said(struct ctx *cx, const struct handover_act *a, struct handover_answer *r)
{
	const char *v = a->proof_value ? a->proof_value : "";

	if (a->proof >= PROOF_PHOTO && (strlen(v) != 64 || strspn(v, "0123456789abcdef") != 64))
		answer(r, ACT_CONFLICT, "照片或签名没有带上它的指纹（SHA-256），请重拍", "the photo or signature came without its fingerprint (SHA-256); take it again");
	else if (a->happened_ms > cx->now_ms + ACT_AHEAD_MS)
		answer(r, ACT_CONFLICT, "手机时间比现在晚，请对时后重交", "the phone's clock is ahead; set it and hand over again");
	else if (a->happened_ms && a->happened_ms < cx->now_ms - ACT_BACK_MS)
		answer(r, ACT_CONFLICT, "这是两周以前的交接，请人工核对", "this happened more than two weeks ago; a person has to check it");
	else
		return true;
	return false;
}

/* The proof a code gives is the pickup number itself. */
static bool code_fits(const struct parcel *p, const struct handover_act *a)
{
	return a->proof != PROOF_CODE || (a->proof_value && text_equal(a->proof_value, p->pickup_no));
}

static enum err wrong_door(struct ctx *cx, const struct parcel *p, struct handover_answer *r)
{
	struct place right;

	TRY(place_get(cx, p->building_id, &right));
	r->right_building_id = p->building_id;
	r->right_building = right.name;
	answer(r, ACT_WRONG_DOOR, arena_print(&cx->mem, "送错楼了：这件是%s %s 的", right.name, p->door),
	       arena_print(&cx->mem, "wrong building: this parcel is for %s, %s", right.name, p->door));
	return ERR_OK;
}

/* D5.5: nobody collects from the enterprise. */
static struct cond_value collector(void *user, const char *word)
{
	(void)user;
	if (text_equal(word, "for_kind"))
		return (struct cond_value){ .known = KNOWN_WORD, .word = "person" };
	return (struct cond_value){ .known = KNOWN_NUMBER };
}

static enum err collected(struct ctx *cx, const struct parcel *p, struct handover_answer *r)
{
	const struct cond_world world = { collector, NULL };
	const struct plan_check *check = NULL;
	struct delivery_rules rules;
	bool unknown = false;

	TRY(delivery_rules_of(cx, p->grid_id, &rules));
	if (rules.plan)
		check = plan_check_in(rules.plan, PLAN_DOC_handover, rules.zone, &world, &unknown);
	if (check)
		answer(r, ACT_REFUSED, arena_print(&cx->mem, "%s，请到站点领取（%s）", check->rule.zh, plan_rule_quote(&cx->mem, &check->rule, false)),
		       arena_print(&cx->mem, "%s; collect at the station (%s)", check->rule.en, plan_rule_quote(&cx->mem, &check->rule, true)));
	else
		answer(r, ACT_CONFLICT, "货还在企业，没有经过车次和站点，先排车送到站点", "the goods are still with the enterprise; plan a trip to the station first");
	return ERR_OK;
}

/* One try in a savepoint: what is refused leaves nothing but its reason. */
static enum err try_at(struct ctx *cx, const struct parcel *p, const struct handover_act *a, int64_t happened_ms, struct doc_moved *ret_moved,
		       enum err *ret_why)
{
	struct order_handover h = { .doc_id = p->order_id, .holder_id = p->holder_id, .happened_ms = happened_ms,
		.parts = a->parts, .n_parts = a->n_parts, .note = a->note && a->note[0] ? a->note : NULL };
	enum err e = ERR_OK;

	TRY(store_savepoint(cx));
	if (p->pay == ORDER_COLLECT && p->holder_id == p->holder_place_id) {
		e = passing_carry(cx, p, cx->actor->account_id);
		h.holder_id = cx->actor->account_id;
	}
	*ret_why = e ? e : order_deliver(cx, &h, ret_moved);
	if (!*ret_why)
		return store_release(cx);
	store_undo(cx);
	return *ret_why == ERR_BROKEN || *ret_why == ERR_BUSY ? *ret_why : ERR_OK;
}

/* The books take the phone's time where it fits them.  Where it does not (its
 * clock is behind, or the money's way through the bearer's own hands begins only
 * now) they take the time of recording; the act keeps the phone's time as evidence. */
static enum err try_deliver(struct ctx *cx, const struct parcel *p, const struct handover_act *a, struct handover_answer *r, int64_t *ret_seq)
{
	const int64_t said_ms = a->happened_ms > cx->now_ms ? 0 : a->happened_ms;
	struct doc_moved moved;
	enum err why;

	TRY(try_at(cx, p, a, said_ms, &moved, &why));
	if (why && said_ms)
		TRY(try_at(cx, p, a, 0, &moved, &why));
	if (!why) {
		*ret_seq = moved.seq;
		r->state = moved.state;
		r->version = moved.version;
		answer(r, ACT_DONE, "", "");
	} else {
		answer(r, why == ERR_FORBIDDEN || why == ERR_NOT_FOUND ? ACT_REFUSED : ACT_CONFLICT, arena_text(&cx->mem, cx->fault.zh),
		       arena_text(&cx->mem, cx->fault.en));
	}
	cx->fault = (struct fault){ 0 };
	return ERR_OK;
}

static enum err deliver(struct ctx *cx, const struct parcel *p, const struct handover_act *a, struct handover_answer *r, int64_t *ret_seq)
{
	if (text_equal(p->where, "door")) {
		answer(r, ACT_ALREADY, "这一户已经交过了", "this household has got its parcel already");
		return ERR_OK;
	}
	if (text_equal(p->state, "void")) {
		answer(r, ACT_CONFLICT, "订单已取消，货请退回企业", "the order was cancelled; give the goods back to the enterprise");
		return ERR_OK;
	}
	if (!code_fits(p, a)) {
		answer(r, ACT_CONFLICT, "取货号对不上，请核对后再交", "the pickup number does not match; check before handing over");
		return ERR_OK;
	}
	if (!p->holder_id) {
		answer(r, ACT_CONFLICT, arena_print(&cx->mem, "货还没到手上（现在在%s），到了再交", text_equal(p->where, "trip") ? "车上" : text_equal(p->where, "passing") ? "转交途中" : "企业"),
		       arena_print(&cx->mem, "the goods are not in anybody's hands here yet (%s); hand over when they are", p->where));
		return ERR_OK;
	}
	TRY(try_deliver(cx, p, a, r, ret_seq));
	if (r->verdict != ACT_DONE)
		return ERR_OK;
	TRY(order_set_trouble(cx, p->order_id, TROUBLE_NOT_HOME, false));
	if (a->n_parts && text_equal(r->state, "part"))
		TRY(order_set_trouble(cx, p->order_id, TROUBLE_SHORT, true));
	return ERR_OK;
}

static const enum order_trouble troubles[] = {
	[HANDOVER_NOT_HOME] = TROUBLE_NOT_HOME, [HANDOVER_REFUSED] = TROUBLE_REFUSED, [HANDOVER_DAMAGED] = TROUBLE_DAMAGED,
	[HANDOVER_SHORT] = TROUBLE_SHORT, [HANDOVER_WRONG] = TROUBLE_WRONG,
};

static enum err say_trouble(struct ctx *cx, const struct parcel *p, const struct handover_act *a, struct handover_answer *r)
{
	if (a->kind == HANDOVER_NOT_HOME && text_equal(p->where, "door")) {
		answer(r, ACT_CONFLICT, "这一户已经交过了，不能再记没人", "this household has got its parcel; it cannot be out any more");
		return ERR_OK;
	}
	TRY(order_set_trouble(cx, p->order_id, troubles[a->kind], true));
	answer(r, ACT_DONE, "", "");
	return ERR_OK;
}

/* Takes an act back that counted: a delivery by its exact contrary, a trouble by clearing it. */
static enum err undo(struct ctx *cx, const struct parcel *p, const struct handover_act *a, struct handover_answer *r, int64_t *ret_seq)
{
	struct delivery_act_row *old;
	struct doc_moved moved;
	enum err e;
	size_t n;

	TRY(delivery_act(cx, (struct delivery_act_in){ .district_id = cx->district_id, .act_id = a->undoes ? a->undoes : "" }, &old, &n, 1));
	if (!n || old->order_id != p->order_id || !text_equal(old->verdict, "done") || old->undone_by[0]) {
		answer(r, ACT_CONFLICT, "没有可以撤销的那一条：它没有生效或已撤销", "there is nothing to take back: that act did not count or is undone already");
		return ERR_OK;
	}
	if (text_equal(old->kind, "delivered")) {
		TRY(store_savepoint(cx));
		e = order_undo(cx, p->order_id, 0, a->note && a->note[0] ? a->note : "撤销误交", &moved);
		if (e) {
			store_undo(cx);
			if (e == ERR_BROKEN || e == ERR_BUSY)
				return e;
			answer(r, ACT_CONFLICT, arena_text(&cx->mem, cx->fault.zh), arena_text(&cx->mem, cx->fault.en));
			cx->fault = (struct fault){ 0 };
			return ERR_OK;
		}
		TRY(store_release(cx));
		*ret_seq = moved.seq;
		r->state = moved.state;
		r->version = moved.version;
	} else {
		for (size_t k = HANDOVER_NOT_HOME; k <= HANDOVER_WRONG; k++)
			if (text_equal(handover_kind_words[k], old->kind))
				TRY(order_set_trouble(cx, p->order_id, troubles[k], false));
	}
	TRY(delivery_act_undone(cx, (struct delivery_act_undone_in){ .district_id = cx->district_id, .act_id = a->undoes, .undone_by = a->act_id }));
	answer(r, ACT_DONE, "", "");
	return ERR_OK;
}

static enum err judge(struct ctx *cx, const struct parcel *p, const struct handover_act *a, struct handover_answer *r, int64_t *ret_seq)
{
	r->state = p->state;
	r->version = p->version;
	if (!well_said(cx, a, r))
		return ERR_OK;
	if (!ctx_may(cx, PERM_ORDER_DELIVER, p->path)) {
		answer(r, ACT_REFUSED, "您不负责这栋楼，请交给负责的人", "you do not serve this building; leave it to who does");
		return ERR_OK;
	}
	if (a->building_id && a->building_id != p->building_id)
		return wrong_door(cx, p, r);
	if (a->kind == HANDOVER_DELIVERED)
		return deliver(cx, p, a, r, ret_seq);
	if (a->kind == HANDOVER_COLLECTED)
		return collected(cx, p, r);
	return a->kind == HANDOVER_UNDO ? undo(cx, p, a, r, ret_seq) : say_trouble(cx, p, a, r);
}

static enum err same_again(struct ctx *cx, const struct handover_act *a, struct handover_answer *r, bool *ret)
{
	struct delivery_act_row *old;
	struct parcel p;
	size_t n;

	*ret = false;
	TRY(delivery_act(cx, (struct delivery_act_in){ .district_id = cx->district_id, .act_id = a->act_id }, &old, &n, 1));
	if (!n)
		return ERR_OK;
	*ret = true;
	if (old->order_id != a->order_id || !text_equal(old->kind, handover_kind_words[a->kind])) {
		answer(r, ACT_CONFLICT, "这个编号已用于别的交接，请换一个编号再传", "this id was used for another act; send it with another");
		return ERR_OK;
	}
	for (size_t v = 0; handover_verdict_words[v]; v++)
		if (text_equal(handover_verdict_words[v], old->verdict))
			answer(r, (enum handover_verdict)v, old->why_zh, old->why_en);
	TRY(parcel_get(cx, a->order_id, &p));
	r->state = p.state;
	r->version = p.version;
	return r->verdict == ACT_WRONG_DOOR ? wrong_door(cx, &p, r) : ERR_OK;
}

static int64_t qty_of(const struct parcel *p, const struct handover_act *a)
{
	int64_t qty = 0;

	for (size_t i = 0; i < a->n_parts; i++)
		qty += a->parts[i].qty;
	return a->n_parts ? qty : p->qty - p->taken;
}

static enum err one(struct ctx *cx, const struct handover_act *a, struct handover_answer *r)
{
	struct delivery_parcels_row *row;
	struct parcel p;
	int64_t seq = 0;
	bool again;
	size_t n;

	*r = (struct handover_answer){ .act_id = a->act_id, .order_id = a->order_id, .state = "", .zh = "", .en = "", .right_building = "" };
	TRY(delivery_parcels(cx, (struct delivery_parcels_in){ .district_id = cx->district_id, .order_id = a->order_id, .limit = 1 }, &row, &n, 1));
	if (!n) {
		answer(r, ACT_REFUSED, "没有这张订单，请刷新名单", "there is no such order; reload the list");
		return ERR_OK;
	}
	TRY(same_again(cx, a, r, &again));
	if (again)
		return ERR_OK;
	TRY(parcel_get(cx, a->order_id, &p));
	TRY(judge(cx, &p, a, r, &seq));
	return delivery_insert_act(cx, (struct delivery_insert_act_in){ .district_id = cx->district_id, .act_id = a->act_id, .order_id = a->order_id,
		.building_id = p.building_id, .path = p.path, .kind = handover_kind_words[a->kind], .qty = qty_of(&p, a),
		.proof = handover_proof_words[a->proof], .proof_value = a->proof_value ? a->proof_value : "", .answers = handover_answers_words[a->answers],
		.note = a->note ? a->note : "", .happened_ms = a->happened_ms && a->happened_ms < cx->now_ms ? a->happened_ms : cx->now_ms, .recorded_ms = cx->now_ms,
		.actor_id = cx->actor->account_id, .verdict = handover_verdict_words[r->verdict], .why_zh = r->zh, .why_en = r->en, .seq = seq });
}

enum err handover_many(struct ctx *cx, const struct handover_act *acts, size_t n, struct handover_answer **ret)
{
	if (!n || n > HANDOVER_ACTS_MAX)
		return fail(cx, ERR_BAD_INPUT, "acts", "一次传 1 至 %d 条", "send 1 to %d acts at once", HANDOVER_ACTS_MAX);
	for (size_t i = 0; i < n; i++)
		TRY(check_id(cx, &acts[i], i));
	*ret = arena_array(&cx->mem, struct handover_answer, n);
	for (size_t i = 0; i < n; i++)
		TRY(one(cx, &acts[i], &(*ret)[i]));
	return ERR_OK;
}

enum err handover_list(struct ctx *cx, const struct handover_filter *filter, struct handover_row **ret, size_t *ret_n)
{
	const size_t limit = filter->limit > 0 && filter->limit <= DELIVERY_LIST_MAX + 1 ? (size_t)filter->limit : 50;
	const char *under = "/";
	struct delivery_acts_row *r;
	struct place place;

	if (filter->place_id) {
		TRY(place_get(cx, filter->place_id, &place));
		under = place.path;
	}
	TRY(delivery_acts(cx, (struct delivery_acts_in){ .district_id = cx->district_id, .order_id = filter->order_id, .under = under,
		.under_end = check_scope_end(&cx->mem, under), .open_only = filter->open_only,
		.before_ms = filter->before_ms ? filter->before_ms : INT64_MAX, .actor_id = cx->actor->account_id, .perm = PERM_ORDER_READ,
		.now_ms = cx->now_ms, .limit = (int64_t)limit }, &r, ret_n, limit));
	*ret = arena_array(&cx->mem, struct handover_row, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct handover_row){ .act_id = r[i].act_id, .kind = r[i].kind, .proof = r[i].proof, .proof_value = r[i].proof_value,
			.answers = r[i].answers, .note = r[i].note, .verdict = r[i].verdict, .zh = r[i].why_zh, .en = r[i].why_en, .door = r[i].door,
			.actor = r[i].actor, .undone_by = r[i].undone_by, .order_id = r[i].order_id, .building_id = r[i].building_id, .qty = r[i].qty,
			.happened_ms = r[i].happened_ms, .recorded_ms = r[i].recorded_ms, .actor_id = r[i].actor_id2 };
	return ERR_OK;
}

/* A person has looked at what could not count. */
enum err handover_clear(struct ctx *cx, const char *act_id, const char *note)
{
	struct delivery_act_row *old;
	size_t n;

	TRY(delivery_act(cx, (struct delivery_act_in){ .district_id = cx->district_id, .act_id = act_id }, &old, &n, 1));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "act_id", "没有编号为 %s 的交接", "there is no act %s", act_id);
	TRY(ctx_need(cx, PERM_ORDER_DELIVER, old->path));
	TRY(check_line(cx, "note", note, 1, 200));
	if (text_equal(old->verdict, "done") || text_equal(old->verdict, "already") || old->undone_by[0])
		return fail(cx, ERR_BAD_STATE, "", "这一条不用核对：已生效或已处理", "nothing is left to clear: it counted or has been dealt with");
	return delivery_act_undone(cx, (struct delivery_act_undone_in){ .district_id = cx->district_id, .act_id = act_id,
		.undone_by = arena_print(&cx->mem, "cleared %lld: %s", (long long)cx->actor->account_id, note) });
}

enum err house_acts(struct ctx *cx, int64_t building_id, int64_t since_ms, struct house_act **ret, size_t *ret_n)
{
	struct delivery_house_acts_row *r;
	size_t n;

	TRY(delivery_house_acts(cx, (struct delivery_house_acts_in){ .district_id = cx->district_id, .building_id = building_id, .since_ms = since_ms,
		.limit = 5000 }, &r, &n, 5000));
	*ret = arena_array(&cx->mem, struct house_act, n + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++)
		if (!i || r[i].order_id != r[i - 1].order_id)
			(*ret)[(*ret_n)++] = (struct house_act){ r[i].act_id, r[i].kind, r[i].verdict, r[i].why_zh, r[i].why_en, r[i].order_id, r[i].happened_ms };
	return ERR_OK;
}

enum err house_list(struct ctx *cx, int64_t since_ms, struct house_row **ret, size_t *ret_n)
{
	struct delivery_my_buildings_row *r;

	TRY(delivery_my_buildings(cx, (struct delivery_my_buildings_in){ .district_id = cx->district_id, .since_ms = since_ms,
		.actor_id = cx->actor->account_id, .perm = PERM_ORDER_DELIVER, .now_ms = cx->now_ms, .limit = DELIVERY_LIST_MAX }, &r, ret_n, DELIVERY_LIST_MAX));
	*ret = arena_array(&cx->mem, struct house_row, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct house_row){ r[i].building_id, r[i].grid_id, r[i].orders, r[i].done, r[i].by_ms, r[i].building, r[i].grid };
	return ERR_OK;
}
