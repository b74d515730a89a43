/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures: who has to sign a step, who has, and whether that was the last. */
#include "caps/document/work.h"
#include "base/text.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "document.sql.h"

enum { SIGNS_MAX = 32 };

/* One signature that is asked for: a role of the plan (any of several), a party, or just another person. */
struct wanted {
	struct plan_ids roles; const char *label; const struct signer *signer;
	const struct plan_chain *chain; const struct plan_step *bracket; struct doc_amount amount;     /* what of the plan asks for it */
};
struct wanted_list { struct wanted at[SIGNS_MAX]; size_t n; bool distinct; };

static void put_i64(struct buf *b, int64_t v)
{
	uint8_t bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)((uint64_t)v >> (56 - 8 * i));
	buf_add(b, bytes, 8);
}

static void put_text(struct buf *b, const char *text)
{
	put_i64(b, (int64_t)strlen(text ? text : ""));
	buf_text(b, text ? text : "");
}

/* docs/ledger.md, "Canonical bytes": the head, each line, the kind's own fields. */
enum err doc_content_hash(struct ctx *cx, const struct doc_work *w, char ret[static SHA256_HEX])
{
	const struct doc *d = &w->doc;
	const int64_t head[] = { d->doc_id, d->parent_id, d->giver_id, d->taker_id, d->carrier_id, d->worker_id, d->from_place_id,
		d->to_place_id, d->owner_id, d->owner2_id, d->fund_id, d->fund2_id, d->total_fen, d->created_by, d->created_ms,
		d->plan_version };
	struct buf b = BUF(&cx->mem);
	struct hash hash;

	put_text(&b, d->kind);
	put_text(&b, d->number);
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		put_i64(&b, head[i]);
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct doc_line *l = &d->lines[i];
		const int64_t field[] = { l->line_no, l->item_id, l->lot_id, l->claim_lot_id, l->place_id, l->owner_id, l->fund_id,
			l->price_fen, l->aid_fen, l->price_units, l->price_version, l->dir, l->counter[ASKED], l->parent_line_no };

		for (size_t f = 0; f < sizeof field / sizeof *field; f++)
			put_i64(&b, field[f]);
	}
	if (w->kind->content)
		TRY(w->kind->content(cx, w, &b));
	hash = sha256(buf_get(&b), b.n);
	hash_write(&hash, ret);
	return ERR_OK;
}

enum err document_content(struct ctx *cx, int64_t doc_id, char hex[static SHA256_HEX])
{
	struct doc_work w = { 0 };

	TRY(document_get(cx, doc_id, &w.doc));
	w.kind = doc_kind_find(w.doc.kind);
	if (!w.kind)
		return fail(cx, ERR_BROKEN, "kind", "没有“%s”这种单据", "there is no kind of document \"%s\"", w.doc.kind);
	return doc_content_hash(cx, &w, hex);
}

/* What a party signs: the content, the step, and every quantity, lot and paper of it. */
static enum err signed_hash(struct ctx *cx, const struct doc_work *w, char ret[static SHA256_HEX])
{
	char content[SHA256_HEX];
	struct buf b = BUF(&cx->mem);
	struct hash hash;

	TRY(doc_content_hash(cx, w, content));
	if (w->step->sign == BY_CHAIN) {
		memcpy(ret, content, SHA256_HEX);
		return ERR_OK;
	}
	put_text(&b, content);
	put_text(&b, w->step->verb);
	for (size_t i = 0; i < w->doc.n_lines; i++)
		put_i64(&b, w->grow[i]);
	for (size_t i = 0; i < w->move->n_parts; i++) {
		const struct doc_part *p = &w->move->parts[i];
		const int64_t field[] = { p->line_no, p->qty, p->lot_id, p->made_day, p->expiry_day };

		/* A mere quantity is said above already: "all of it" and "60 of 60" are the same thing to sign. */
		if (!p->lot_id && !p->made_day && !p->expiry_day && !(p->batch && p->batch[0]) && !(p->serial && p->serial[0]))
			continue;

		for (size_t f = 0; f < sizeof field / sizeof *field; f++)
			put_i64(&b, field[f]);
		put_text(&b, p->batch);
		put_text(&b, p->serial);
	}
	hash = sha256(buf_get(&b), b.n);
	hash_write(&hash, ret);
	return ERR_OK;
}

enum err document_flow(struct ctx *cx, const struct doc_work *w, const struct plan_flow **ret)
{
	struct document_classes_row *classes;
	const char *unit_kind = NULL;
	const struct plan *plan;
	struct place place;
	size_t n;

	*ret = NULL;
	if (!w->kind->planned)
		return ERR_OK;
	TRY(document_plan(cx, &plan));
	if (!plan)
		return ERR_OK;
	TRY(document_classes(cx, (struct document_classes_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id, .limit = 2 },
			     &classes, &n, 2));
	if (w->doc.to_place_id) {
		TRY(place_get(cx, w->doc.to_place_id, &place));
		unit_kind = place.unit_kind && place.unit_kind[0] ? place.unit_kind : NULL;
	}
	*ret = plan_flow(plan, w->kind->flow, unit_kind, n == 1 ? classes[0].category : NULL);
	return ERR_OK;
}

static void want(struct wanted_list *list, struct plan_ids roles, const char *label)
{
	if (list->n < SIGNS_MAX)
		list->at[list->n++] = (struct wanted){ .roles = roles, .label = label };
}

void doc_chains_add(struct doc_chains *chains, const struct plan_chain *chain)
{
	for (size_t i = 0; i < chains->n; i++)
		if (chains->at[i] == chain)
			return;
	if (chain && chains->n < DOC_CHAINS_MAX)
		chains->at[chains->n++] = chain;
}

static const char *role_title(const struct plan *plan, const char *id)
{
	const struct plan_role *role = plan_role(plan, id);

	return role && role->rule.zh ? role->rule.zh : id;
}

static void want_step(struct ctx *cx, const struct plan *plan, const struct plan_step *step, struct wanted_list *list)
{
	int persons = step->persons > 0 ? step->persons : 1;

	if (step->meeting) {
		const struct plan_meeting *meeting = plan_meeting(plan, step->meeting);

		if (meeting && meeting->chair) {
			const char **chair = arena_array(&cx->mem, const char *, 1);

			*chair = meeting->chair;
			want(list, (struct plan_ids){ chair, 1 }, role_title(plan, meeting->chair));
		}
	}
	for (int p = 0; p < persons; p++) {
		for (size_t i = 0; i < step->by.n; i++)
			want(list, (struct plan_ids){ &step->by.at[i], 1 }, role_title(plan, step->by.at[i]));
		if (step->any.n)
			want(list, step->any, role_title(plan, step->any.at[0]));
	}
}

/* What an earlier chain asks for already is not asked twice. */
static void want_new(struct wanted_list *list, const struct wanted_list *more)
{
	const size_t before = list->n;

	for (size_t i = 0; i < more->n; i++) {
		bool known = false;

		for (size_t k = 0; k < before; k++)
			known |= text_equal(list->at[k].label, more->at[i].label);
		if (!known && list->n < SIGNS_MAX)
			list->at[list->n++] = more->at[i];
	}
}

static enum err want_chains(struct ctx *cx, const struct doc_work *w, struct wanted_list *list)
{
	struct doc_chains chains = { .n = 0 };
	const struct plan_flow *flow;
	size_t n;

	TRY(document_flow(cx, w, &flow));
	if (flow && flow->approve)
		doc_chains_add(&chains, plan_chain(flow->rule.plan, flow->approve));
	if (w->kind->chains)
		TRY(w->kind->chains(cx, w, &chains));
	for (size_t c = 0; c < chains.n; c++) {
		const struct plan_chain *chain = chains.at[c];
		const struct plan_step **step;
		struct wanted_list more = { .n = 0 };
		struct doc_amount amount;

		TRY(document_amount(cx, w, chain, &amount));
		step = plan_chain_steps(&cx->mem, chain, amount.decides, &n);

		for (size_t i = 0; i < n; i++) {
			const size_t before = more.n;

			want_step(cx, chain->rule.plan, step[i], &more);
			for (size_t k = before; k < more.n; k++)
				more.at[k].chain = chain, more.at[k].bracket = step[i], more.at[k].amount = amount;
		}
		want_new(list, &more);
		list->distinct = chain->distinct || (c && list->distinct);
	}
	return ERR_OK;
}

/* A carrier who is the giver or the taker himself does not sign twice. */
static void want_parties(const struct doc_work *w, struct wanted_list *list)
{
	int64_t first = doc_slot(w, NULL, w->step->signer[0].party);

	for (int i = 0; i < 2; i++) {
		const struct signer *s = &w->step->signer[i];
		int64_t party = doc_slot(w, NULL, s->party);

		if (i && (!party || party == first))
			continue;
		if (!i && !party)
			continue;
		list->at[list->n++] = (struct wanted){ .signer = s, .label = s->name };
	}
	if (!list->n)
		list->at[list->n++] = (struct wanted){ .signer = &w->step->signer[0], .label = w->step->signer[0].name };
}

static enum err wanted_for(struct ctx *cx, const struct doc_work *w, struct wanted_list *list)
{
	*list = (struct wanted_list){ .distinct = true };
	if (w->step->sign == BY_CHAIN)
		TRY(want_chains(cx, w, list));
	if (w->step->sign == BY_TWO)
		want(list, (struct plan_ids){ 0 }, "first"), want(list, (struct plan_ids){ 0 }, "second");
	if (w->step->sign == BY_PARTIES)
		want_parties(w, list);
	if (!list->n)
		want(list, (struct plan_ids){ 0 }, "approver");
	return ERR_OK;
}

/* In a list of what waits the same few roles are asked for again and again. */
static enum err holds_role(struct ctx *cx, struct doc_memo *memo, const char *role, struct party_held *ret)
{
	struct place root;

	for (size_t i = 0; memo && i < memo->n_held; i++)
		if (text_equal(memo->held[i].role, role)) {
			*ret = memo->held[i].held;
			return ERR_OK;
		}
	TRY(place_root(cx, &root));
	TRY(party_holds_plan_role(cx, cx->actor->account_id, role, root.path, ret));
	if (memo && memo->n_held < DOC_MEMO_ROLES)
		memo->held[memo->n_held++] = (struct doc_held){ role, *ret };
	return ERR_OK;
}

/* Whether the actor stands for what is wanted, by himself or for somebody. */
static enum err stands_for(struct ctx *cx, const struct doc_work *w, const struct wanted *x, bool *ret, int64_t *ret_for)
{
	struct party_held held = { 0 };
	struct place place;

	*ret = !x->roles.n && !x->signer;
	*ret_for = 0;
	if (x->signer) {
		TRY(place_get(cx, doc_slot(w, NULL, x->signer->place), &place));
		*ret = ctx_may(cx, x->signer->perm, place.path);
		if (*ret) {
			TRY(party_holds(cx, cx->actor->account_id, x->signer->perm, place.path, &held));
			*ret_for = held.for_account_id;
		}
		return ERR_OK;
	}
	for (size_t i = 0; i < x->roles.n && !*ret; i++) {
		TRY(holds_role(cx, w->memo, x->roles.at[i], &held));
		*ret = held.how != PARTY_HOLDS_NOT;
		*ret_for = held.for_account_id;
	}
	return ERR_OK;
}

/* The last signature of each person under this step; those over something else do not count. */
struct given { struct document_open_signs_row *at[SIGNS_MAX]; size_t n; bool others_differ, mine_stands; };

static void sift(const struct ctx *cx, struct document_open_signs_row *rows, size_t n, const char *hash, struct given *g)
{
	for (size_t i = 0; i < n; i++) {
		bool last = true;

		for (size_t j = i + 1; j < n; j++)
			last &= rows[j].actor_id != rows[i].actor_id;
		if (!last)
			continue;
		bool same = text_equal(rows[i].signed_hash, hash);
		bool mine = rows[i].actor_id == cx->actor->account_id;

		g->others_differ |= !same && !mine;
		g->mine_stands |= same && mine;
		if (same && g->n < SIGNS_MAX)
			g->at[g->n++] = &rows[i];
	}
}

static bool is_given(const struct given *g, const char *label)
{
	for (size_t i = 0; i < g->n; i++)
		if (text_equal(g->at[i]->role, label))
			return true;
	return false;
}

/* Which of the wanted signatures this one is: a chain goes in order, parties in any. */
static enum err choose(struct ctx *cx, const struct doc_work *w, const struct wanted_list *list, const struct given *g,
		       const struct wanted **ret, int64_t *ret_for)
{
	const char *waiting = "";
	bool stands;

	for (size_t i = 0; i < list->n; i++) {
		const struct wanted *x = &list->at[i];

		if (x->signer ? is_given(g, x->label) : i < g->n)
			continue;
		if (x->signer && w->move->signed_as && !text_equal(w->move->signed_as, x->label))
			continue;
		waiting = x->label;
		TRY(stands_for(cx, w, x, &stands, ret_for));
		if (stands) {
			*ret = x;
			return ERR_OK;
		}
		if (!x->signer)
			break;
	}
	return fail(cx, ERR_FORBIDDEN, "verb", "“%s”这一步现在须由“%s”签字", "the step \"%s\" now has to be signed by \"%s\"",
		    w->step->verb, waiting);
}

/* Whether `account_id` is the signer, who he signs for, or another account of one of them. */
static enum err is_signer(struct ctx *cx, int64_t account_id, int64_t for_id, bool *ret)
{
	TRY(party_same_person(cx, account_id, cx->actor->account_id, ret));
	if (!*ret && for_id)
		TRY(party_same_person(cx, account_id, for_id, ret));
	return ERR_OK;
}

/* Where signatures have to differ they are those of different people, none of whom made the document. */
static enum err check_distinct(struct ctx *cx, const struct doc_work *w, const struct given *g, int64_t for_id)
{
	bool same = false;

	if (w->step->sign == BY_CHAIN)
		TRY(is_signer(cx, w->doc.created_by, for_id, &same));
	if (same)
		return fail(cx, ERR_FORBIDDEN, "verb", "经手人不能批准自己做的单据", "nobody approves what he made himself");
	for (size_t i = 0; i < g->n && !same; i++) {
		TRY(is_signer(cx, g->at[i]->actor_id, for_id, &same));
		if (!same && g->at[i]->for_id)
			TRY(is_signer(cx, g->at[i]->for_id, for_id, &same));
	}
	return same ? fail(cx, ERR_FORBIDDEN, "verb", "本人、代理人或本人的另一账号已签过“%s”，须由另一人签",
			   "you, who stands in for you or another account of yours has signed \"%s\" already; another person must", w->step->verb) : ERR_OK;
}

enum err doc_sign(struct ctx *cx, const struct doc_work *w, struct doc_signature *ret)
{
	struct document_open_signs_row *rows;
	struct wanted_list list;
	const struct wanted *x = NULL;
	struct given g = { 0 };
	size_t n;

	*ret = (struct doc_signature){ .done = true, .waiting_for = "" };
	if (w->step->sign == BY_ACTOR)
		return ERR_OK;
	TRY(signed_hash(cx, w, ret->hash));
	TRY(wanted_for(cx, w, &list));
	TRY(document_open_signs(cx, (struct document_open_signs_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id,
		.verb = w->step->verb, .limit = 200 }, &rows, &n, 200));
	sift(cx, rows, n, ret->hash, &g);
	if (g.others_differ && w->step->sign != BY_CHAIN)
		return fail(cx, ERR_CONFLICT, "parts", "另一方签的是别的数量，请核对后双方重签", "the other side signed other quantities; compare and sign again");
	if (g.mine_stands && list.distinct)
		return fail(cx, ERR_FORBIDDEN, "verb", "您已签过“%s”，须由另一人签", "you have signed \"%s\" already; another person must", w->step->verb);
	TRY(choose(cx, w, &list, &g, &x, &ret->for_id));
	if (list.distinct)
		TRY(check_distinct(cx, w, &g, ret->for_id));
	ret->needed = true;
	ret->chain = x->chain;
	ret->bracket = x->bracket;
	ret->amount = x->amount;
	ret->role = x->label;
	ret->place_no = (int64_t)g.n + 1;
	ret->signatures = (int64_t)g.n + 1;
	ret->of = (int64_t)list.n;
	ret->done = g.n + 1 >= list.n;
	for (size_t i = 0; !ret->done && i < list.n; i++)
		if (&list.at[i] != x && !(list.at[i].signer ? is_given(&g, list.at[i].label) : i <= g.n)) {
			ret->waiting_for = list.at[i].label;
			break;
		}
	return ERR_OK;
}

/* The last signature of each person; which quantities it is over is looked at when the step is taken. */
static void last_of_each(struct document_open_signs_row *rows, size_t n, struct given *g)
{
	for (size_t i = 0; i < n; i++) {
		bool last = true;

		for (size_t j = i + 1; j < n; j++)
			last &= rows[j].actor_id != rows[i].actor_id;
		if (last && g->n < SIGNS_MAX)
			g->at[g->n++] = &rows[i];
	}
}

static const struct document_open_signs_row *sign_for(const struct given *g, const struct wanted *x, size_t at)
{
	if (!x->signer)
		return at < g->n ? g->at[at] : NULL;
	for (size_t i = 0; i < g->n; i++)
		if (text_equal(g->at[i]->role, x->label))
			return g->at[i];
	return NULL;
}

enum err document_signers(struct ctx *cx, const struct doc *doc, const struct doc_step *step, struct doc_signer **ret, size_t *ret_n)
{
	struct doc_work w = { .kind = doc_kind_find(doc->kind), .step = step, .doc = *doc };
	struct document_open_signs_row *rows;
	struct wanted_list list = { .n = 0 };
	struct given g = { 0 };
	bool signed_already = false, before_open = false;
	int64_t for_id;
	size_t n;

	*ret_n = 0;
	*ret = NULL;
	if (step->sign == BY_ACTOR)
		return ERR_OK;
	TRY(wanted_for(cx, &w, &list));
	TRY(document_open_signs(cx, (struct document_open_signs_in){ .district_id = cx->district_id, .doc_id = doc->doc_id,
		.verb = step->verb, .limit = 200 }, &rows, &n, 200));
	last_of_each(rows, n, &g);
	for (size_t i = 0; i < g.n; i++)
		signed_already |= g.at[i]->actor_id == cx->actor->account_id;
	signed_already |= step->sign == BY_CHAIN && doc->created_by == cx->actor->account_id;
	*ret = arena_array(&cx->mem, struct doc_signer, list.n + 1);
	*ret_n = list.n;
	for (size_t i = 0; i < list.n; i++) {
		const struct document_open_signs_row *given = sign_for(&g, &list.at[i], i);
		struct doc_signer *to = &(*ret)[i];

		*to = (struct doc_signer){ .label = list.at[i].label };
		if (given) {
			to->actor_id = given->actor_id;
			to->for_id = given->for_id;
			continue;
		}
		TRY(stands_for(cx, &w, &list.at[i], &to->mine, &for_id));
		to->mine &= !(list.distinct && signed_already) && (list.at[i].signer || !before_open);
		before_open = true;
	}
	return ERR_OK;
}

enum err doc_keep_sign(struct ctx *cx, const struct doc_work *w, const struct doc_signature *s, int64_t seq)
{
	if (!s->needed)
		return ERR_OK;
	return document_add_sign(cx, (struct document_add_sign_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id, .seq = seq,
		.verb = w->step->verb, .place_no = s->place_no, .role = s->role, .actor_id = cx->actor->account_id,
		.for_id = s->for_id, .signed_hash = s->hash });
}

static const struct doc_step *step_of(const struct doc_kind *kind, const char *verb)
{
	for (size_t i = 0; i < kind->n_steps; i++)
		if (text_equal(kind->steps[i].verb, verb))
			return &kind->steps[i];
	return NULL;
}

/* The signatures under the step since the document last moved by another one. */
static enum err signed_so_far(struct ctx *cx, const struct doc *doc, const struct doc_step *step, struct doc_approval *ret)
{
	struct doc_event *event;
	size_t n;

	TRY(document_history(cx, doc->doc_id, &event, &n));
	ret->at = arena_array(&cx->mem, struct doc_approver, n + SIGNS_MAX);
	for (size_t i = 0; i < n; i++) {
		if (text_equal(event[i].verb, step->verb) && event[i].role[0]) {
			ret->at[ret->given++] = (struct doc_approver){ event[i].role, event[i].actor_id, event[i].for_id, event[i].posted_ms };
			ret->done = !text_equal(event[i].from_state, event[i].to_state);
		} else if (!ret->done && !text_equal(event[i].from_state, event[i].to_state)) {
			ret->given = 0;
		}
	}
	ret->n = ret->given;
	return ERR_OK;
}

/* Whether the one who asks could give the signature that comes next. */
static enum err may_sign(struct ctx *cx, const struct doc_work *w, const struct wanted_list *list, struct doc_approval *ret)
{
	int64_t for_id = 0;
	bool stands, same = false;
	struct place root;

	TRY(place_root(cx, &root));
	TRY(stands_for(cx, w, &list->at[ret->given], &stands, &for_id));
	TRY(is_signer(cx, w->doc.created_by, for_id, &ret->made));
	for (size_t i = 0; list->distinct && i < ret->given && !same; i++) {
		TRY(is_signer(cx, ret->at[i].actor_id, for_id, &same));
		if (!same && ret->at[i].for_id)
			TRY(is_signer(cx, ret->at[i].for_id, for_id, &same));
	}
	ret->signed_it = same;
	ret->mine = stands && !same && !ret->made && ctx_may(cx, w->step->perm, root.path) && doc_step_find(w->kind, w->doc.state, w->step->verb);
	return ERR_OK;
}

enum err document_approval(struct ctx *cx, const struct doc *doc, const char *verb, struct doc_approval *ret)
{
	struct doc_work w = { .doc = *doc, .kind = doc_kind_find(doc->kind) };
	struct wanted_list list;

	*ret = (struct doc_approval){ 0 };
	assert(w.kind);
	w.step = step_of(w.kind, verb);
	assert(w.step && w.step->sign != BY_PARTIES);
	TRY(signed_so_far(cx, doc, w.step, ret));
	if (ret->done)
		return ERR_OK;
	TRY(wanted_for(cx, &w, &list));
	for (; ret->n < list.n; ret->n++)
		ret->at[ret->n] = (struct doc_approver){ .title = list.at[ret->n].label };
	return ret->given < list.n ? may_sign(cx, &w, &list, ret) : ERR_OK;
}
