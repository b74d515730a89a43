/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/work.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "document.sql.h"

enum err doc_stale(struct ctx *cx, const struct doc *doc, int64_t version)
{
	return fail(cx, ERR_STALE, "version", "您看到的是第 %lld 版，现在已是第 %lld 版，请刷新再办",
		    "you saw version %lld, it is version %lld now; reload", (long long)version, (long long)doc->version);
}

enum err doc_check_version(struct ctx *cx, const struct doc *doc, int64_t version)
{
	return version && version != doc->version ? doc_stale(cx, doc, version) : ERR_OK;
}

static enum err find_row(struct ctx *cx, struct doc_work *w)
{
	struct buf may = BUF(&cx->mem);

	w->step = doc_step_find(w->kind, w->doc.state, w->move->verb ? w->move->verb : "");
	if (w->step)
		return ERR_OK;
	for (size_t i = 0; i < w->kind->n_steps; i++) {
		const struct doc_step *s = &w->kind->steps[i];

		if (s->perm != PERM_SYSTEM && doc_step_find(w->kind, w->doc.state, s->verb) == s)
			buf_print(&may, "%s%s", may.n ? " " : "", s->verb);
	}
	return fail(cx, ERR_BAD_STATE, "verb", "状态为“%s”的单据不能“%s”，可办：%s", "a document that is \"%s\" cannot \"%s\"; it can: %s",
		    w->doc.state, w->move->verb ? w->move->verb : "", buf_get(&may));
}

static enum err need_at(struct ctx *cx, enum perm perm, int64_t place_id)
{
	struct place place;

	if (!place_id)
		return ctx_need(cx, perm, "/");
	return place_need(cx, perm, place_id, &place);
}

/* The right the row asks for, on the place it names: for LINE_PLACE on that of
 * every line the step touches.  Rows of the system belong to the system, and to
 * other documents' steps. */
enum err doc_need_right(struct ctx *cx, const struct doc_work *w)
{
	const struct doc_step *s = w->step;
	struct place root;
	int64_t seen = 0;

	if (w->move && w->move->right_asked)
		return ERR_OK;
	if (s->perm == PERM_SYSTEM)
		return w->follows || cx->actor->account_id == ACCOUNT_SYSTEM ? ERR_OK :
			fail(cx, ERR_FORBIDDEN, "verb", "“%s”由系统办理，不能手工办", "\"%s\" is taken by the system, not by hand", s->verb);
	if (s->scope == LINE_PLACE) {
		for (size_t i = 0; i < w->doc.n_lines; i++)
			if ((!w->grow || !s->grow || w->grow[i]) && w->doc.lines[i].place_id != seen)
				TRY(need_at(cx, s->perm, seen = w->doc.lines[i].place_id));
		if (seen)
			return ERR_OK;
	} else if (s->scope) {
		return need_at(cx, s->perm, doc_slot(w, NULL, s->scope));
	}
	TRY(place_root(cx, &root));
	return ctx_need(cx, s->perm, root.path);
}

static enum err line_of(struct ctx *cx, const struct doc_work *w, size_t i, size_t *ret)
{
	const int64_t line_no = w->move->parts[i].line_no;

	if (line_no < 1 || (size_t)line_no > w->doc.n_lines)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "parts[%zu].line_no", i), "没有第 %lld 行，本单共 %zu 行",
			    "there is no line %lld, the document has %zu", (long long)line_no, w->doc.n_lines);
	*ret = (size_t)line_no - 1;
	return ERR_OK;
}

static enum err given_quantities(struct ctx *cx, struct doc_work *w)
{
	if (!w->move->n_parts)
		return fail(cx, ERR_BAD_INPUT, "parts", "请逐行填写数量", "give a quantity for each line");
	for (size_t i = 0; i < w->move->n_parts; i++) {
		int64_t qty = w->move->parts[i].qty;
		size_t n;

		TRY(line_of(cx, w, i, &n));
		if (qty < 1 || qty > QTY_MAX)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "parts[%zu].qty", i), "数量 %lld 须在 1 与 10^15 之间",
				    "quantity %lld must lie between 1 and 10^15", (long long)qty);
		w->grow[n] += qty;
		const char *rule = "";
		int64_t room = doc_room(w->step, &w->doc.lines[n], &rule);
		if (w->grow[n] > room && w->follows)
			w->grow[n] = room;
		else if (w->grow[n] > room)
			return fail(cx, ERR_SHORT_STOCK, arena_print(&cx->mem, "parts[%zu].qty", i),
				    "第 %zu 行：填了 %lld，最多还可 %lld（%s）", "line %zu: %lld asked, room for %lld (%s)", n + 1,
				    (long long)w->grow[n], (long long)room, rule);
	}
	return ERR_OK;
}

/* Places of an offer nobody has taken: what is left in the line's own account of them.  NULL: the kind has none. */
static const struct share *own_claims(const struct doc_kind *kind)
{
	for (size_t k = 0; k < kind->n_shares; k++)
		if (kind->shares[k].doc == THIS_DOC && ledger_account_info(kind->shares[k].account)->thing == THING_CLAIM &&
		    (ledger_account_info(kind->shares[k].account)->flags & ACC_OWN))
			return &kind->shares[k];
	return NULL;
}

static enum err claims_left(struct ctx *cx, struct doc_work *w, const struct share *claims)
{
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *line = &w->doc.lines[i];
		const struct account_key key = doc_account(w, claims, line);
		int64_t left = 0, room = doc_room(w->step, line, NULL);

		if (line->claim_lot_id)
			TRY(ledger_balance(cx, &key, line->claim_lot_id, 0, &left));
		w->grow[i] = left < room ? left : room;
	}
	return ERR_OK;
}

/* The rest: all the room, less what documents below this one have drawn. */
static enum err rest(struct ctx *cx, struct doc_work *w)
{
	struct document_drawn_row *drawn;
	size_t n, at = 0;

	if (own_claims(w->kind))
		return claims_left(cx, w, own_claims(w->kind));
	TRY(document_drawn(cx, (struct document_drawn_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id,
		.limit = DOC_LINES_MAX }, &drawn, &n, DOC_LINES_MAX));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		while (at < n && drawn[at].line_no < (int64_t)i + 1)
			at++;
		if (at < n && drawn[at].line_no == (int64_t)i + 1)
			w->grow[i] -= drawn[at].drawn < w->grow[i] ? drawn[at].drawn : w->grow[i];
	}
	return ERR_OK;
}

/* Where the step finds its quantities itself, parts only name lots and papers. */
static enum err own_quantities(struct ctx *cx, struct doc_work *w)
{
	size_t n;

	for (size_t i = 0; i < w->doc.n_lines; i++)
		w->grow[i] = doc_room(w->step, &w->doc.lines[i], NULL);
	if (w->step->fill == REST)
		TRY(rest(cx, w));
	for (size_t i = 0; i < w->move->n_parts; i++) {
		TRY(line_of(cx, w, i, &n));
		if (w->move->parts[i].qty && w->move->parts[i].qty != w->grow[n])
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "parts[%zu].qty", i), "第 %zu 行的数量是 %lld，不能另填 %lld",
				    "line %zu has %lld, not %lld", n + 1, (long long)w->grow[n], (long long)w->move->parts[i].qty);
	}
	return ERR_OK;
}

enum err doc_quantities(struct ctx *cx, struct doc_work *w)
{
	w->grow = arena_array(&cx->mem, int64_t, w->doc.n_lines + 1);
	if (w->move->n_parts > 2 * DOC_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "parts", "一次最多 %d 行，现有 %zu 行", "at most %d rows at once, this has %zu",
			    2 * DOC_LINES_MAX, w->move->n_parts);
	if (w->step->grow)
		return w->step->fill == GIVEN || (w->step->fill == GIVEN_OR_ALL && w->move->n_parts) ?
			given_quantities(cx, w) : own_quantities(cx, w);
	if (w->move->n_parts)
		return fail(cx, ERR_BAD_INPUT, "parts", "“%s”这一步不填数量", "the step \"%s\" takes no quantities", w->step->verb);
	return ERR_OK;
}

/* Whether anything stands in the name of who fills a slot. */
static bool stands_in(const struct doc_work *w, enum slot slot)
{
	for (size_t i = 0; i < w->doc.n_lines; i++)
		for (size_t k = 0; k < w->kind->n_shares; k++)
			if (w->kind->shares[k].who == slot && doc_share(&w->kind->shares[k], &w->doc.lines[i], w->doc.lines[i].counter))
				return true;
	return false;
}

/* Somebody else carries on: only while nothing stands in the other's name, or his goods and money would become another's unsaid. */
static enum err change_people(struct ctx *cx, struct doc_work *w)
{
	const int64_t carrier = w->move->carrier_id ? w->move->carrier_id : w->doc.carrier_id;
	const int64_t worker = w->move->worker_id ? w->move->worker_id : w->doc.worker_id;

	if (carrier == w->doc.carrier_id && worker == w->doc.worker_id)
		return ERR_OK;
	if ((carrier != w->doc.carrier_id && stands_in(w, CARRIER)) || (worker != w->doc.worker_id && stands_in(w, WORKER)))
		return fail(cx, ERR_BLOCKED, "worker_id", "单据 %s 已由别人经手一部分，请由原经手人办完，或先把物资和款项交接给他",
			    "part of document %s was handled by somebody else; let that person finish it, or hand goods and money over first", w->doc.number);
	w->doc.carrier_id = carrier;
	w->doc.worker_id = worker;
	return document_set_people(cx, (struct document_set_people_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id,
		.carrier_id = carrier, .worker_id = worker });
}

/* A step that leaves the document where it is has to move something. */
static enum err check_moves(struct ctx *cx, const struct doc_work *w)
{
	bool moves = !w->step->grow || w->follows || !text_equal(w->step->to, w->doc.state);

	for (size_t i = 0; !moves && i < w->doc.n_lines; i++)
		moves = w->grow[i] != 0;
	return moves ? ERR_OK : fail(cx, ERR_BAD_STATE, "verb", "单据 %s 没有可办这一步（%s）的数量了",
				     "nothing of document %s is left for this step (%s)", w->doc.number, w->step->verb);
}

static enum err check_note(struct ctx *cx, const struct doc_work *w)
{
	size_t n = w->move->note ? text_length(w->move->note) : 0;

	if (n > DOC_NOTE_MAX)
		return fail(cx, ERR_TOO_LARGE, "note", "说明最多 %d 字，现有 %zu 字", "a note has at most %d characters, this one %zu",
			    DOC_NOTE_MAX, n);
	if (w->step->says_why && !n)
		return fail(cx, ERR_BAD_INPUT, "note", "“%s”须写明原因", "say why: \"%s\" needs a reason", w->step->verb);
	return ERR_OK;
}

/* The line as it will be. */
static void grown(const struct doc_work *w, size_t i, int64_t counter[COUNTERS])
{
	for (int c = 0; c < COUNTERS; c++)
		counter[c] = w->doc.lines[i].counter[c] + (w->step->grow & C(c) ? w->grow[i] : 0);
}

static enum err check_nil(struct ctx *cx, const struct doc_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++)
		for (int k = 0; k < 2; k++) {
			int64_t counter[COUNTERS], left;

			grown(w, i, counter);
			left = doc_sum(&w->step->nil[k], counter);
			if (left)
				return fail(cx, ERR_BAD_STATE, arena_print(&cx->mem, "lines[%zu]", i),
					    "第 %zu 行还有 %lld 未了结，办完再“%s”", "line %zu still has %lld open; settle it before \"%s\"",
					    i + 1, (long long)left, w->step->verb);
		}
	return ERR_OK;
}

/* Where the row leads: `otherwise` while any line's sum is not nil. */
const char *doc_next_state(const struct doc_work *w)
{
	if (w->step->otherwise)
		for (size_t i = 0; i < w->doc.n_lines; i++) {
			int64_t counter[COUNTERS];

			grown(w, i, counter);
			if (doc_sum(&w->step->otherwise_while, counter))
				return w->step->otherwise;
		}
	return w->step->to;
}

/* Nothing may be left in the accounts that belong to a document that ends. */
static enum err check_own_nil(struct ctx *cx, const struct doc_work *w)
{
	struct ledger_stock *left;
	size_t n;

	if (!doc_is_end(w->kind, w->to_state))
		return ERR_OK;
	TRY(ledger_doc_stock(cx, w->doc.doc_id, 1000, &left, &n));
	for (size_t i = 0; i < n; i++) {
		const struct account_info *a = ledger_account_info(left[i].kind);

		if (a->flags & ACC_OWN)
			return fail(cx, ERR_BAD_STATE, "", "“%s”还有 %lld 未了结，单据不能结束（账户 %s）",
				    "\"%s\" still holds %lld; the document cannot end (account %s)", a->zh, (long long)left[i].qty, a->word);
	}
	return ERR_OK;
}

static struct plan_dur within(const struct plan_flow *flow, const char *what)
{
	if (!flow || !what)
		return (struct plan_dur){ 0 };
	return text_equal(what, "ack") ? flow->ack : text_equal(what, "depart") ? flow->depart :
	       text_equal(what, "arrive") ? flow->arrive : text_equal(what, "confirm") ? flow->confirm : flow->valid_for;
}

/* When the system takes the time-out verb, by the plan's times; 0: never. */
enum err doc_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret)
{
	const struct plan_flow *flow;
	struct plan_dur dur;

	if (w->kind->due_at)
		return w->kind->due_at(cx, w, ret);
	TRY(document_flow(cx, w, &flow));
	dur = within(flow, w->step->due.within);
	*ret = dur.unit == DUR_NONE ? 0 : plan_after(cx->now_ms, dur);
	return ERR_OK;
}

enum err doc_number_of(struct ctx *cx, const struct doc_work *w, const char **ret)
{
	struct document_next_number_row row;
	char day[11];

	*ret = "";
	if (!w->step->numbers || w->doc.number[0])
		return ERR_OK;
	TRY(document_next_number(cx, (struct document_next_number_in){ .district_id = cx->district_id, .kind = w->kind->name,
		.day = civil_day_of(cx->now_ms) }, &row));
	civil_write_day(civil_day_of(cx->now_ms), day);
	*ret = arena_print(&cx->mem, "%s-%lld-%.4s%.2s%.2s-%04lld", w->kind->prefix, (long long)cx->district_id, day, day + 5, day + 8,
			   (long long)row.last);
	return ERR_OK;
}

static enum err move_on(struct ctx *cx, struct doc_work *w, bool done, const char *number)
{
	const bool timed = w->step->due.verb, stays = text_equal(w->to_state, w->doc.state), timed_out = text_equal(w->step->verb, w->doc.due_verb);
	int64_t due_ms = stays || w->step->keeps_due ? w->doc.due_ms : 0, changed;
	const char *due_verb = stays ? w->doc.due_verb : "";

	if (done && timed) {
		TRY(doc_due_at(cx, w, &due_ms));
		due_verb = due_ms ? w->step->due.verb : "";
	} else if (timed_out) {
		due_verb = "";          /* said once; due_ms stays, so that what is late is listed until it moves on */
	}
	TRY(document_move_on_n(cx, (struct document_move_on_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id,
		.version = w->doc.version, .state = w->to_state, .number = number, .due_ms = due_ms, .due_verb = due_verb }, &changed));
	return changed == 1 ? ERR_OK : doc_stale(cx, &w->doc, w->move->version);
}

enum err doc_run_guards(struct ctx *cx, const struct doc_work *w)
{
	for (int i = 0; i < 5 && w->step->guard[i]; i++)
		TRY(w->step->guard[i](cx, w));
	return check_nil(cx, w);
}

/* Load and compare version -> row -> quantities against room -> right and scope ->
 * guards and nil -> signature -> counters, postings, entry -> own accounts nil ->
 * number, due, state, version -> consequences for other documents. */
static enum err advance(struct ctx *cx, const struct doc_move *move, bool follows, struct doc_moved *ret)
{
	struct doc_work w = { .move = move, .follows = follows, .moved = ret };
	struct doc_signature sign;
	struct ledger_head head;
	const char *number = "";
	int64_t seq;

	TRY(ledger_lock(cx, &head));
	TRY(document_get(cx, move->doc_id, &w.doc));
	TRY(doc_check_version(cx, &w.doc, move->version));
	w.kind = doc_kind_find(w.doc.kind);
	assert(w.kind);
	TRY(find_row(cx, &w));
	TRY(change_people(cx, &w));
	TRY(doc_quantities(cx, &w));
	if (w.step->sign != BY_PARTIES)         /* there each signer's own right counts, see doc_sign() */
		TRY(doc_need_right(cx, &w));
	TRY(check_note(cx, &w));
	TRY(doc_run_guards(cx, &w));
	TRY(check_moves(cx, &w));
	TRY(doc_sign(cx, &w, &sign));
	w.to_state = sign.done ? doc_next_state(&w) : w.doc.state;
	if (sign.done)
		TRY(doc_number_of(cx, &w, &number));
	TRY(doc_post(cx, &w, &sign, number, &seq));
	TRY(doc_keep_sign(cx, &w, &sign, seq));
	if (sign.done)
		TRY(check_own_nil(cx, &w));
	TRY(move_on(cx, &w, sign.done, number));
	*ret = (struct doc_moved){ .doc_id = w.doc.doc_id, .version = w.doc.version + 1, .seq = seq,
		.state = arena_text(&cx->mem, w.to_state), .number = number[0] ? number : w.doc.number, .done = sign.done,
		.signatures = sign.signatures, .needed = sign.of, .waiting_for = sign.done ? "" : sign.waiting_for };
	return sign.done && w.kind->after ? w.kind->after(cx, &w) : ERR_OK;
}

enum err document_advance(struct ctx *cx, const struct doc_move *move, struct doc_moved *ret)
{
	return advance(cx, move, false, ret);
}

enum err document_follow(struct ctx *cx, const struct doc_move *move, struct doc_moved *ret)
{
	const struct doc_kind *kind;
	struct doc doc;

	TRY(document_get(cx, move->doc_id, &doc));
	kind = doc_kind_find(doc.kind);
	if (doc_is_end(kind, doc.state)) {
		*ret = (struct doc_moved){ .doc_id = doc.doc_id, .version = doc.version, .state = doc.state, .number = doc.number, .done = true };
		return ERR_OK;
	}
	const struct doc_step *step = doc_step_find(kind, doc.state, move->verb);
	assert(!step || step->perm == PERM_SYSTEM);
	return advance(cx, move, true, ret);
}

enum err document_due(struct ctx *cx, size_t limit, struct doc_due **ret, size_t *ret_n)
{
	struct document_due_now_row *due;

	TRY(document_due_now(cx, (struct document_due_now_in){ .district_id = cx->district_id, .now_ms = cx->now_ms,
		.limit = (int64_t)limit }, &due, ret_n, limit));
	*ret = arena_array(&cx->mem, struct doc_due, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct doc_due){ due[i].doc_id, due[i].due_verb };
	return ERR_OK;
}
