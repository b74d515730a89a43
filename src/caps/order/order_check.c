/* SPDX-License-Identifier: Apache-2.0 */
/* Everything that can be said of a draft, each in a function of its own: what,
 * why (the plan's rule by its title) and what to do.  Nothing here writes. */
#include "caps/order/order_work.h"
#include "base/civil.h"
#include "base/map.h"
#include "base/text.h"
#include "order.sql.h"
#include <stdarg.h>
#include <stdio.h>

const char *const order_verdict_words[] = {
#define VERDICT(name, word, code) word,
#include "caps/order/verdicts.def"
#undef VERDICT
	NULL };
const char *const order_pay_words[] = { "prepaid", "collect", "credit", NULL };
const char *const order_channel_words[] = { "page", "worker", "chat", "file", "phone", NULL };

static void put(struct ctx *cx, struct order_case *c, struct order_verdict what)
{
	if (c->out->n_verdicts >= ORDER_VERDICTS_MAX)
		return;
	c->out->refusals += what.refuses;
	arena_push(&cx->mem, c->out->verdicts, c->out->n_verdicts, c->verdicts_room) = what;
}

/* Adds a verdict.  Both sentences take the same arguments. */
static void say(struct ctx *cx, struct order_case *c, struct order_verdict what, const char *zh, const char *en, ...)
	__attribute__((format(printf, 4, 6), format(printf, 5, 6)));
static void say(struct ctx *cx, struct order_case *c, struct order_verdict what, const char *zh, const char *en, ...)
{
	char text[2][FAULT_TEXT_MAX];
	va_list args, again;

	va_start(args, en);
	va_copy(again, args);
	vsnprintf(text[0], sizeof text[0], zh, args);
	vsnprintf(text[1], sizeof text[1], en, again);
	va_end(again);
	va_end(args);
	what.zh = arena_text(&cx->mem, text[0]);
	what.en = arena_text(&cx->mem, text[1]);
	put(cx, c, what);
}
#define FIELDS(...) __VA_ARGS__
#define SAY(kind_, fields, ...) say(cx, c, (struct order_verdict){ .kind = VERDICT_##kind_, FIELDS fields }, __VA_ARGS__)

static const char *title(const struct plan_rule *rule)
{
	return rule->zh && rule->zh[0] ? rule->zh : rule->id;
}

/* "11月22日18:30". */
static const char *moment(struct ctx *cx, int64_t ms)
{
	char time[30];

	civil_write_time(ms, time);
	return arena_print(&cx->mem, "%d-%d %.5s", (time[5] - '0') * 10 + time[6] - '0', (time[8] - '0') * 10 + time[9] - '0', time + 11);
}

static enum err read_past(struct ctx *cx, struct order_case *c)
{
	struct order_recent_row *rows;
	size_t n;

	TRY(order_recent(cx, (struct order_recent_in){ .district_id = cx->district_id, .household_id = c->household.household_id,
		.limit = HISTORY_MAX }, &rows, &n, HISTORY_MAX));
	c->past = arena_array(&cx->mem, struct order_past, n + 1);
	for (size_t i = 0; i < n; i++)
		if (!text_equal(rows[i].state, "void") && rows[i].doc_id != c->replaces_id)
			c->past[c->n_past++] = (struct order_past){ rows[i].doc_id, rows[i].offer_id, rows[i].placed_ms, rows[i].pay,
				rows[i].state, rows[i].number };
	return ERR_OK;
}

static const struct offer_line *line_for(const struct offer *offer, const struct order_want *want)
{
	for (size_t i = 0; i < offer->n_lines; i++)
		if (want->line_no ? offer->lines[i].line_no == want->line_no : offer->lines[i].item_id == want->item_id)
			return &offer->lines[i];
	return NULL;
}

struct order_checker { struct offer offer; struct map grid_of, terms_of; };     /* "building" -> grid_area, "building|needs" -> order_terms */

enum err order_checker_open(struct ctx *cx, int64_t offer_id, struct order_checker **ret)
{
	struct order_checker *k = arena_new(&cx->mem, sizeof *k);

	*k = (struct order_checker){ .grid_of = MAP(&cx->mem), .terms_of = MAP(&cx->mem) };
	TRY(offer_get(cx, offer_id, &k->offer));
	*ret = k;
	return ERR_OK;
}

/* Households of one building with the same needs are told the same by the plans.  Who looks after the grid is asked where it
 * counts: for the money of a household that orders itself, and in judge_way(). */
static enum err terms_known(struct ctx *cx, struct order_checker *k, struct order_case *c)
{
	const struct household *h = &c->household;
	const bool whole = c->draft->by_household;
	const char *building = arena_print(&cx->mem, "%lld%s", (long long)h->building_id, whole ? "!" : "");
	const char *kind = arena_print(&cx->mem, "%s|%lld", building, (long long)h->needs);
	int64_t at = 0;

	if (!map_get(&k->grid_of, building, &at)) {
		struct grid_area *grid = arena_new(&cx->mem, sizeof *grid);

		TRY(whole ? grid_area_of(cx, h->building_id, grid) : grid_rules_of(cx, h->grid_id, grid));
		at = (int64_t)(intptr_t)grid;
		map_put(&k->grid_of, building, at);
	}
	c->grid = *(const struct grid_area *)(intptr_t)at;
	if (!map_get(&k->terms_of, kind, &at)) {
		struct order_terms *terms = arena_new(&cx->mem, sizeof *terms);

		TRY(order_terms(cx, h, &c->grid, terms));
		at = (int64_t)(intptr_t)terms;
		map_put(&k->terms_of, kind, at);
	}
	c->terms = *(const struct order_terms *)(intptr_t)at;
	return ERR_OK;
}

static enum err case_open(struct ctx *cx, struct order_checker *k, const struct order_draft *draft, int64_t replaces_id, struct order_checked *out, struct order_case *c)
{
	*out = (struct order_checked){ 0 };
	*c = (struct order_case){ .draft = draft, .replaces_id = replaces_id, .out = out };
	TRY(household_now(cx, draft->household_id, &c->household));
	if (!draft->by_household && !ctx_may(cx, PERM_ORDER_EDIT, c->household.path) && !ctx_may(cx, PERM_ORDER_READ, c->household.path))
		return fail(cx, ERR_NOT_FOUND, "household_id", "没有编号为 %lld 的住户", "there is no household %lld", (long long)draft->household_id);
	c->offer = k->offer;
	TRY(terms_known(cx, k, c));
	TRY(read_past(cx, c));
	c->lines = arena_array(&cx->mem, const struct offer_line *, draft->n_wants + 1);
	for (size_t i = 0; i < draft->n_wants; i++)
		c->lines[i] = line_for(&c->offer, &draft->wants[i]);
	return ERR_OK;
}

enum err order_case_open(struct ctx *cx, const struct order_draft *draft, int64_t replaces_id, struct order_checked *out, struct order_case *c)
{
	struct order_checker *k;

	TRY(order_checker_open(cx, draft->offer_id, &k));
	return case_open(cx, k, draft, replaces_id, out, c);
}

static void judge_household(struct ctx *cx, struct order_case *c)
{
	if (!c->draft->by_household && !ctx_may(cx, PERM_ORDER_EDIT, c->household.path))
		SAY(ACTOR, (.refuses = true), "您不负责 %s 这户，不能代它下单；请它的网格员或楼长办理",
		    "you do not look after %s and cannot order for it; ask its grid worker or building leader", c->household.door);
	if (c->household.status == HOUSEHOLD_MOVED)
		SAY(HOUSEHOLD, (.refuses = true), "%s 登记为已搬走，不能下单；如仍有人居住，请先在住户名册改回“在家”",
		    "%s is registered as moved away; if somebody lives there, change the register first", c->household.door);
	if (c->household.household_id != c->draft->household_id)
		SAY(HOUSEHOLD, (), "该户已并入 %s，本单记在 %s 名下", "this household was merged into %s; the order stands in the name of %s",
		    c->household.door, c->household.door);
}

/* Whether the offer can be ordered from now is the offer's own rule; its sentence is taken over.  The plan's hour is that of the day on
 * which the offer closes: in the evening one may order from tomorrow's. */
static enum err judge_offer(struct ctx *cx, struct order_case *c)
{
	const int64_t cut_off = plan_cut_off_ms(&c->terms.ordering, c->offer.cut_off_ms > cx->now_ms ? c->offer.cut_off_ms : cx->now_ms);
	const struct fault before = cx->fault;
	enum err e = offer_orderable(cx, &c->offer);

	c->out->cut_off_ms = c->offer.cut_off_ms;
	if (e == ERR_BLOCKED || e == ERR_BAD_STATE) {
		const bool late = c->offer.cut_off_ms && cx->now_ms >= c->offer.cut_off_ms && c->offer.stage != OFFER_DRAFT;
		const struct order_verdict v = { .kind = late ? VERDICT_CUT_OFF : VERDICT_OFFER, .refuses = true,
			.until_ms = cx->now_ms < c->offer.opens_ms ? c->offer.opens_ms : 0,
			.zh = arena_text(&cx->mem, cx->fault.zh), .en = arena_text(&cx->mem, cx->fault.en) };

		cx->fault = before;
		put(cx, c, v);
		return ERR_OK;
	}
	TRY(e);
	if (cx->now_ms >= cut_off)
		SAY(CUT_OFF, (.refuses = true, .rule_id = c->terms.ordering.cut_off_by->rule.id, .rule = title(&c->terms.ordering.cut_off_by->rule)),
		    "%s 已截单（预案“%s”）；请等下一次团购", "orders closed at %s (rule \"%s\"); wait for the next offer",
		    moment(cx, cut_off), title(&c->terms.ordering.cut_off_by->rule));
	return ERR_OK;
}

static void judge_area(struct ctx *cx, struct order_case *c)
{
	size_t n = 0;

	while (c->offer.path && c->offer.path[n] && c->offer.path[n] == c->household.path[n])
		n++;
	if (!c->offer.path || c->offer.path[n])
		SAY(AREA, (.refuses = true), "团购“%s”只供 %s，%s 不在范围内；请选本小区的团购",
		    "the offer \"%s\" is for %s; %s is not in it; choose one of its own area", c->offer.name, c->offer.area, c->household.door);
}

/* S3.5, S3.9: who is in a zone orders the way the zone allows.  A worker enters what he was told in any way. */
static enum err judge_way(struct ctx *cx, struct order_case *c)
{
	static const unsigned asked[] = {
		[ORDER_BY_PAGE] = 1u << ORDER_BY_online, [ORDER_BY_WORKER] = ~0u, [ORDER_BY_CHAT] = 1u << ORDER_BY_chat | 1u << ORDER_BY_leader,
		[ORDER_BY_FILE] = ~0u, [ORDER_BY_PHONE] = 1u << ORDER_BY_phone };
	const struct order_terms *t = &c->terms;

	if (!t->way || t->order_by & asked[c->draft->channel])
		return ERR_OK;
	TRY(grid_area_of(cx, c->household.building_id, &c->grid));
	SAY(WAY, (.refuses = true, .rule_id = t->way->rule.id, .rule = title(&t->way->rule)),
	    "“%s”不能这样下单（预案“%s”）；请把需要的告诉网格员 %s，由他代办",
	    "in \"%s\" orders do not come this way (rule \"%s\"); tell the grid worker %s, who orders for you",
	    t->zone_rule ? title(&t->zone_rule->rule) : c->grid.compound, title(&t->way->rule), c->grid.worker ? c->grid.worker : "");
	return ERR_OK;
}

static void judge_goods(struct ctx *cx, struct order_case *c, const struct offer_line *line)
{
	const struct plan_scope scope = plan_takes(c->terms.plan, c->terms.zone, line->category);

	if (!scope.rule || scope.takes == TAKES_ACCEPT)
		return;
	const struct order_verdict v = { .kind = VERDICT_GOODS, .refuses = true, .line_no = line->line_no, .rule_id = scope.rule->rule.id,
		.rule = title(&scope.rule->rule) };

	if (scope.takes == TAKES_APART)
		say(cx, c, v, "“%s”要单列办理（预案“%s”）；请填报个别需求", "\"%s\" is listed apart (rule \"%s\"); report it as an individual need",
		    line->zh, title(&scope.rule->rule));
	else
		say(cx, c, v, "“%s”不在可订范围（预案“%s”）；请去掉这一项", "\"%s\" is not among what may be ordered (rule \"%s\"); leave it out",
		    line->zh, title(&scope.rule->rule));
}

/* So many orders per household and stretch, by every rule that limits them; the strictest wins. */
static void judge_turn(struct ctx *cx, struct order_case *c)
{
	for (size_t i = 0; i < c->terms.ordering.n_limits; i++) {
		const struct plan_limit *limit = &c->terms.ordering.limits[i];
		const int64_t since = order_limit_since(limit->per, cx->now_ms);
		const struct order_past *oldest = NULL, *stands = NULL;   /* the one whose end makes room again */
		int64_t n = 0, next;

		for (size_t k = 0; k < c->n_past; k++)
			if (c->past[k].placed_ms >= since) {
				oldest = &c->past[k];
				if (++n == limit->orders)
					stands = oldest;
			}
		next = order_limit_until(limit->per, limit->orders > 1 && oldest ? oldest->placed_ms : cx->now_ms);
		if (next > c->out->next_ms && n + 1 >= limit->orders)
			c->out->next_ms = next;
		if (n < limit->orders || c->replaces_id)       /* a change keeps the turn its order took */
			continue;
		next = order_limit_until(limit->per, stands->placed_ms);
		c->out->next_ms = next > c->out->next_ms ? next : c->out->next_ms;
		SAY(TURN, (.refuses = true, .asked = n + 1, .limit = limit->orders, .until_ms = next, .other_doc_id = stands->doc_id,
		    .rule_id = limit->rule->rule.id, .rule = title(&limit->rule->rule)),
		    "%s 已有订单 %s（预案“%s”：限 %lld 单）；%s 起可再订，要改请在截单前修改原单",
		    "%s has order %s already (rule \"%s\": at most %lld); possible again from %s; until the cut-off the first one can be changed",
		    c->household.door, stands->number, title(&limit->rule->rule), (long long)limit->orders, moment(cx, next));
	}
}

/* The same household on the same offer: a double tap, or two people of one family. */
static void judge_duplicate(struct ctx *cx, struct order_case *c)
{
	for (size_t i = 0; i < c->n_past && !c->replaces_id; i++)
		if (c->past[i].offer_id == c->offer.offer_id) {
			SAY(DUPLICATE, (.refuses = !c->draft->again_ok, .other_doc_id = c->past[i].doc_id),
			    "%s 已在“%s”下过单 %s；要加减请改原单，确是另一单请注明",
			    "%s has ordered from \"%s\" already (%s); change that order, or say that a second one is meant",
			    c->household.door, c->offer.name, c->past[i].number);
			return;
		}
}

/* What a price rule may ask of a line. */
struct line_world { const struct offer_line *line; int64_t qty; };

static struct cond_value line_value(void *user, const char *word)
{
	const struct line_world *w = user;
	const struct offer_line *l = w->line;
	const struct { const char *word; int64_t n; } known[] = {
		{ "price", l->price_fen }, { "shop_price", l->shop_price_fen ? l->shop_price_fen : l->price_fen }, { "fee", 0 },
		{ "quantity", w->qty }, { "amount", price_of(l->price_fen, l->price_units, w->qty) } };

	if (text_equal(word, "goods"))
		return (struct cond_value){ .known = KNOWN_WORD, .word = l->category };
	if (text_equal(word, "for_kind"))
		return (struct cond_value){ .known = KNOWN_WORD, .word = "household" };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (text_equal(word, known[i].word))
			return (struct cond_value){ .known = KNOWN_NUMBER, .n = known[i].n };
	return (struct cond_value){ .known = KNOWN_NOTHING };
}

/* Not above the shop's price, no delivery charge (D10.2), and whatever checks the plan has for orders. */
static void judge_price(struct ctx *cx, struct order_case *c, const struct offer_line *line, int64_t qty)
{
	const struct order_terms *t = &c->terms;
	struct line_world of = { line, qty };
	const struct cond_world world = { line_value, &of };
	bool unknown = false;
	const struct plan_price *price = plan_price_refusal(t->plan, t->zone, line->category, &world, &unknown);
	const struct plan_check *check = plan_check_in(t->plan, PLAN_DOC_order, t->zone, &world, &unknown);

	if (line->shop_price_fen && line->price_fen > line->shop_price_fen)
		SAY(PRICE, (.refuses = true, .line_no = line->line_no, .asked = line->price_fen, .limit = line->shop_price_fen),
		    "“%s”团购价 %lld.%02lld 元，高于门店价 %lld.%02lld 元；请企业改价后再订",
		    "\"%s\" is offered at %lld.%02lld yuan, above the shop price of %lld.%02lld; the shop has to lower it", line->zh,
		    (long long)line->price_fen / 100, (long long)line->price_fen % 100, (long long)line->shop_price_fen / 100,
		    (long long)line->shop_price_fen % 100);
	else if (price)
		SAY(PRICE, (.refuses = true, .line_no = line->line_no, .rule_id = price->rule.id, .rule = title(&price->rule)),
		    "“%s”的价格不合预案“%s”；请企业改价后再订", "the price of \"%s\" does not meet the rule \"%s\"; the shop has to change it",
		    line->zh, title(&price->rule));
	if (check)
		SAY(GOODS, (.refuses = true, .line_no = line->line_no, .rule_id = check->rule.id, .rule = title(&check->rule)),
		    "“%s”不能订：预案“%s”", "\"%s\" cannot be ordered: rule \"%s\"", line->zh, title(&check->rule));
}

static void judge_quantity(struct ctx *cx, struct order_case *c, const struct offer_line *line, int64_t qty, int64_t had)
{
	if (line->per_household && qty > line->per_household)
		SAY(LIMIT, (.refuses = true, .line_no = line->line_no, .asked = qty, .limit = line->per_household),
		    "“%s”每户限 %lld %s，您要 %lld；请减到 %lld", "at most %2$lld %3$s of \"%1$s\" per household, not %4$lld; take %5$lld", line->zh,
		    (long long)line->per_household, line->unit, (long long)qty, (long long)line->per_household);
	if (qty > line->left + had)
		SAY(LEFT, (.refuses = true, .line_no = line->line_no, .asked = qty, .limit = line->left + had),
		    line->left + had ? "“%s”只剩 %lld %s，您要 %lld；请减少或换一种" : "“%s”已订完（余 %lld %s，您要 %lld）；请换一种",
		    line->left + had ? "only %2$lld %3$s of \"%1$s\" are left, not %4$lld; take less or something else"
				     : "\"%1$s\" is sold out (%2$lld %3$s left, %4$lld wanted); take something else",
		    line->zh, (long long)(line->left + had), line->unit, (long long)qty);
}

/* What the order that is replaced holds of a line comes back before the new one takes it. */
static enum err held_before(struct ctx *cx, const struct order_case *c, int64_t line_no, int64_t *ret)
{
	struct doc old;

	*ret = 0;
	if (!c->replaces_id)
		return ERR_OK;
	TRY(document_get(cx, c->replaces_id, &old));
	for (size_t i = 0; i < old.n_lines; i++)
		if (old.lines[i].parent_line_no == line_no)
			*ret += old.lines[i].counter[GRANTED] - old.lines[i].counter[DROPPED];
	return ERR_OK;
}

static enum err judge_lines(struct ctx *cx, struct order_case *c)
{
	const struct order_draft *d = c->draft;

	if (!d->n_wants || d->n_wants > ORDER_LINES_MAX)
		SAY(LINE, (.refuses = true, .asked = (int64_t)d->n_wants, .limit = ORDER_LINES_MAX), "一单要有 1 到 %d 种商品，现有 %zu 种",
		    "an order has 1 to %d articles, this one %zu", ORDER_LINES_MAX, d->n_wants);
	for (size_t i = 0; i < d->n_wants && i < ORDER_LINES_MAX; i++) {
		const struct offer_line *line = c->lines[i];
		int64_t had, qty = d->wants[i].qty;
		bool twice = false;

		for (size_t k = 0; k < i; k++)
			twice |= line && c->lines[k] == line;
		if (!line || twice || qty < 1 || qty > OFFER_QTY_MAX) {
			SAY(LINE, (.refuses = true, .line_no = line ? line->line_no : 0, .asked = qty, .limit = OFFER_QTY_MAX),
			    !line ? "第 %zu 项不在团购“%s”里（数量 %lld）；请从目录里选" : twice ? "第 %zu 项在“%s”里写了两次（数量 %lld）；请合并"
				: "第 %zu 项（“%s”）数量 %lld 不对；请填 1 以上的整数",
			    !line ? "entry %zu is not in the offer \"%s\" (quantity %lld); choose from its list" : twice ? "entry %zu stands in \"%s\" twice (quantity %lld); join them"
				: "entry %zu (\"%s\") has the quantity %lld; give a whole number from 1", i + 1,
			    line && !twice ? line->zh : c->offer.name, (long long)qty);
			continue;
		}
		TRY(held_before(cx, c, line->line_no, &had));
		if (!c->substituting)
			judge_goods(cx, c, line);
		judge_quantity(cx, c, line, qty, had);
		judge_price(cx, c, line, qty);
	}
	return ERR_OK;
}

int64_t order_case_worker(const struct ctx *cx, const struct order_case *c)
{
	if (c->draft->worker_id)
		return c->draft->worker_id;
	return c->draft->by_household ? c->grid.worker_id : cx->actor->account_id;
}

static bool offer_takes(const struct offer *offer, int64_t pay)
{
	static const int64_t bit[] = { PAY_PREPAID, PAY_ON_DELIVERY, PAY_LATER };

	return !offer->pay || offer->pay & bit[pay];
}

static void judge_pay(struct ctx *cx, struct order_case *c)
{
	static const char *const zh[] = { "先付款", "到付", "记账" }, *const en[] = { "in advance", "at the door", "on account" };
	const struct plan_settlement *rule = NULL, *of = NULL;
	const int64_t pay = c->draft->pay;
	bool by_plan;

	for (int p = ORDER_PREPAID; p <= ORDER_CREDIT; p++)
		if (offer_takes(&c->offer, p) && order_terms_pay(&c->terms, (enum order_pay)p, &of))
			c->out->pays |= INT64_C(1) << p;
	by_plan = order_terms_pay(&c->terms, (enum order_pay)pay, &rule);
	if (!offer_takes(&c->offer, pay))
		SAY(PAY, (.refuses = true), "团购“%s”不能%s%.0s；请换一种付款方式", "the offer \"%s\" is not paid %.0s%s; choose another way", c->offer.name,
		    zh[pay], en[pay]);
	else if (!by_plan)
		SAY(PAY, (.refuses = true, .rule_id = rule ? rule->rule.id : NULL, .rule = rule ? title(&rule->rule) : NULL),
		    pay == ORDER_CREDIT ? "%s 不能记账（%s）：记账只给预案列出的困难住户；请先付款或到付" : "%s 不能这样付款（预案“%s”）；请换一种付款方式",
		    pay == ORDER_CREDIT ? "%s cannot order on account (%s): that is for households the plan names; pay in advance or at the door"
					: "%s cannot pay like that (rule \"%s\"); choose another way", c->household.door,
		    rule ? title(&rule->rule) : "预案没有规定");
	if (pay != ORDER_COLLECT && !order_case_worker(cx, c))
		SAY(WORKER, (.refuses = true), "本网格还没有网格员，没有人代收 %s 的货款；请选到付，或请街道指定网格员",
		    "this grid has no grid worker to take the money of %s; pay at the door, or have one named", c->household.door);
}

/* S3.10: what the plan gives a household in hardship, or the offer; per piece, so that short lines give it back exactly. */
static int64_t aid_of(const struct order_case *c, const struct offer_line *line, int64_t qty, int64_t *left)
{
	const struct plan_relief *rule;
	const int64_t relief = order_terms_relief(&c->terms, line->category, &rule);
	int64_t aid = 0;

	if (line->price_units != 1 || (!rule && !(c->household.needs & NEED_LOW_INCOME)))
		return 0;
	if (line->aid_fen)
		return line->aid_fen < line->price_fen ? line->aid_fen : line->price_fen;
	if (rule && *left < 0)
		*left = relief;
	if (*left > 0) {
		aid = *left / qty < line->price_fen ? *left / qty : line->price_fen;
		*left -= aid * qty;
	}
	return aid;
}

static void add_up(struct ctx *cx, struct order_case *c)
{
	const struct order_draft *d = c->draft;
	struct order_checked *out = c->out;
	int64_t left = -1;

	out->lines = arena_array(&cx->mem, struct order_checked_line, d->n_wants + 1);
	for (size_t i = 0; i < d->n_wants && i < ORDER_LINES_MAX; i++) {
		const struct offer_line *l = c->lines[i];
		const int64_t qty = d->wants[i].qty;

		if (!l || qty < 1 || qty > OFFER_QTY_MAX)
			continue;
		const int64_t aid = aid_of(c, l, qty, &left), whole = price_of(l->price_fen, l->price_units, qty);

		out->lines[out->n_lines++] = (struct order_checked_line){ .line_no = l->line_no, .item_id = l->item_id, .qty = qty,
			.price_fen = l->price_fen, .price_units = l->price_units, .aid_fen = aid, .total_fen = whole, .left = l->left };
		out->total_fen += whole;
		out->aid_fen += aid * qty;
	}
	out->own_fen = out->total_fen - out->aid_fen;
	out->deliver_by_ms = plan_deliver_by_ms(&c->terms.ordering, cx->now_ms);
	if (!out->deliver_by_ms || (c->offer.deliver_until_ms && c->offer.deliver_until_ms < out->deliver_by_ms))
		out->deliver_by_ms = c->offer.deliver_until_ms;       /* the offer's own promise, where it is the earlier one */
}

enum err order_case_judge(struct ctx *cx, struct order_case *c)
{
	judge_household(cx, c);
	judge_area(cx, c);
	if (!c->substituting) {
		TRY(judge_offer(cx, c));
		TRY(judge_way(cx, c));
		judge_duplicate(cx, c);
		judge_turn(cx, c);
		judge_pay(cx, c);
	}
	TRY(judge_lines(cx, c));
	add_up(cx, c);
	return ERR_OK;
}

enum err order_check(struct ctx *cx, const struct order_draft *draft, struct order_checked *ret)
{
	struct order_case c;

	TRY(order_case_open(cx, draft, 0, ret, &c));
	return order_case_judge(cx, &c);
}

enum err order_checker_check(struct ctx *cx, struct order_checker *checker, const struct order_draft *draft, struct order_checked *ret)
{
	struct order_case c;

	TRY(case_open(cx, checker, draft, 0, ret, &c));
	return order_case_judge(cx, &c);
}
