/* SPDX-License-Identifier: Apache-2.0 */
/* The start-up check: what must be true of the tables of every kind before
 * anything runs.  Each rule is one function and one sentence. */
#include "base/text.h"
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"
#include <string.h>

struct checked { struct ctx *cx; const struct doc_kind *kind; const struct doc_step *step; };

static enum err wrong(struct checked *c, const char *what, const char *where)
{
	return fail(c->cx, ERR_BROKEN, "", "单据表 %s.%s 有误：%s（%s）", "table of %s.%s is wrong: %s (%s)",
		    c->kind->name ? c->kind->name : "?", c->step && c->step->verb ? c->step->verb : "*", what, where ? where : "");
}

static bool fits(const struct share *share, int dir)
{
	return share->dir == LINES_ALL || share->dir == dir;
}

/* Whether a share says anything about a counter, as a quantity or as money. */
static bool counts(const struct share *s, int counter)
{
	bool yes = s->qty.of[counter] != 0;

	for (int i = 0; i < SHARE_WORTHS; i++)
		yes |= s->fen[i].of.of[counter] != 0;
	return yes;
}

/* Money is told as worths, everything else as a quantity; each of what has happened, never of what was asked. */
static enum err check_amount(struct checked *c, const struct share *s, const struct account_info *a)
{
	bool worth = false, qty = false;

	for (int i = 0; i < COUNTERS; i++)
		qty |= s->qty.of[i] != 0;
	for (int i = 0; i < SHARE_WORTHS; i++) {
		const struct worth *f = &s->fen[i];
		bool of = false;

		for (int n = 0; n < COUNTERS; n++)
			of |= f->of.of[n] != 0;
		if (f->part > AID_PART || (f->part != NO_MONEY) != of || (f->part != NO_MONEY ? f->sign != 1 && f->sign != -1 : f->sign != 0))
			return wrong(c, "money without sign, part or quantity", a->word);
		worth |= of;
	}
	if (qty == worth || worth != (a->thing == THING_MONEY))
		return wrong(c, "money by quantity, or goods by worth", a->word);
	return counts(s, ASKED) || s->dir > LINES_IN ? wrong(c, "a share counts what has happened, never what was asked", a->word) : ERR_OK;
}

/* A slot the account has is filled from a field; one it has not stays empty. */
static enum err check_share(struct checked *c, const struct share *s)
{
	const struct account_info *a = ledger_account_info(s->account);
	const uint8_t given[] = { s->who, s->place, s->owner, s->fund, s->doc };
	const unsigned bit[] = { SLOT_WHO, SLOT_PLACE, SLOT_OWNER, SLOT_FUND, SLOT_DOC };

	if (!a)
		return wrong(c, "unknown account", NULL);
	for (size_t i = 0; i < 5; i++)
		if (!(a->slots & bit[i]) != !given[i] || given[i] >= SLOTS)
			return wrong(c, "slots do not fit the account", a->word);
	if ((s->place && s->place != FROM_PLACE && s->place != TO_PLACE && s->place != LINE_PLACE) ||
	    (s->owner && s->owner != OWNER && s->owner != OWNER2 && s->owner != LINE_OWNER && s->owner != GIVER) ||
	    (s->fund && s->fund != FUND && s->fund != FUND2 && s->fund != LINE_FUND && s->fund != NO_FUND) ||
	    (s->doc && s->doc != THIS_DOC && s->doc != PARENT_DOC) || (s->who && s->who > WORKER))
		return wrong(c, "a slot is filled from a field of another meaning", a->word);
	return check_amount(c, s, a);
}

static enum account_thing thing_of(const struct share *s)
{
	return ledger_account_info(s->account)->thing;
}

/* Conservation: whatever a counter adds to one account it takes from others of the same thing. */
static enum err check_signs(struct checked *c)
{
	for (int dir = LINES_ALL; dir <= LINES_IN; dir++)
		for (int counter = 0; counter < COUNTERS; counter++) {
			int goods = 0, claims = 0;

			for (size_t i = 0; i < c->kind->n_shares; i++)
				if (fits(&c->kind->shares[i], dir))
					*(thing_of(&c->kind->shares[i]) == THING_CLAIM ? &claims : &goods) += c->kind->shares[i].qty.of[counter];
			if (goods)
				return wrong(c, "goods would appear or vanish", counter_name[counter]);
			if (claims)
				return wrong(c, "claims would appear or vanish", counter_name[counter]);
		}
	return ERR_OK;
}

/* The fund whose money a share is; accounts without one are money without a purpose. */
static int fund_of(const struct share *s)
{
	return s->fund ? s->fund : NO_FUND;
}

static void weigh(const struct share *s, const struct sum *of, int *whole, int *aid)
{
	for (int i = 0; i < SHARE_WORTHS; i++) {
		const struct worth *f = &s->fen[i];

		if (f->part == NO_MONEY || memcmp(&f->of, of, sizeof *of))
			continue;
		*whole += f->part == AID_PART ? 0 : f->sign;
		*aid += f->part == WHOLE_PRICE ? 0 : f->part == AID_PART ? f->sign : -f->sign;
	}
}

/* Money: worths of one quantity cancel, the whole (V = O + S) and the subsidised part each, within every
 * fund.  Worths of different sums never cancel: V is rounded, so V(a) - V(b) is not V(a - b). */
static enum err check_money(struct checked *c)
{
	const struct doc_kind *k = c->kind;

	for (int dir = LINES_ALL; dir <= LINES_IN; dir++)
		for (size_t i = 0; i < k->n_shares; i++)
			for (int n = 0; n < SHARE_WORTHS; n++) {
				const struct worth *f = &k->shares[i].fen[n];
				int whole = 0, aid = 0;

				if (f->part == NO_MONEY || !fits(&k->shares[i], dir))
					continue;
				for (size_t j = 0; j < k->n_shares; j++)
					if (fits(&k->shares[j], dir) && fund_of(&k->shares[j]) == fund_of(&k->shares[i]))
						weigh(&k->shares[j], &f->of, &whole, &aid);
				if (whole || aid)
					return wrong(c, "money would appear, vanish or change its fund", ledger_account_info(k->shares[i].account)->word);
			}
	return ERR_OK;
}

/* What a step moves into a share, for each unit its counters grow. */
static int moved(const struct doc_step *step, const struct share *share)
{
	int n = 0;

	for (int counter = 0; counter < COUNTERS; counter++)
		if (step->grow & C(counter))
			n += share->qty.of[counter];
	return n;
}

/* Giver and taker have the same owner and fund unless the row says it crosses. */
static enum err check_crossing(struct checked *c)
{
	bool goods = false;

	for (int dir = LINES_ALL; dir <= LINES_IN; dir++) {
		const struct share *first = NULL;

		for (size_t i = 0; i < c->kind->n_shares; i++) {
			const struct share *s = &c->kind->shares[i];

			if (!fits(s, dir) || thing_of(s) != THING_GOODS || !moved(c->step, s))
				continue;
			if (!first)
				first = s;
			goods = true;
			if (first->owner != s->owner && !(c->step->crosses & CROSSES_OWNER))
				return wrong(c, "the owner changes but the row may not cross", NULL);
			if (first->fund != s->fund && !(c->step->crosses & CROSSES_FUND))
				return wrong(c, "the fund changes but the row may not cross", NULL);
		}
	}
	return c->step->crosses && !goods ? wrong(c, "crosses without goods", NULL) : ERR_OK;
}

static bool named(const char *const *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n && list[i]; i++)
		if (text_equal(list[i], name))
			return true;
	return false;
}


/* A time-out names a verb that the system may take from every state this row leads to. */
static enum err check_due(struct checked *c)
{
	const char *to[2] = { c->step->to, c->step->otherwise };

	if (!c->step->due.verb)
		return c->step->due.within ? wrong(c, "a time without a time-out verb", NULL) : ERR_OK;
	if (c->kind->due_at ? c->step->due.within != NULL : !c->step->due.within || !named((const char *const[]){ "ack", "depart", "arrive", "confirm", "valid_for" }, 5, c->step->due.within))
		return wrong(c, "a time-out without a time of the plan", c->step->due.verb);
	for (int i = 0; i < 2 && to[i]; i++) {
		const struct doc_step *row = doc_step_find(c->kind, to[i], c->step->due.verb);

		if (!row || row->perm != PERM_SYSTEM)
			return wrong(c, "a time-out without a row of the system", c->step->due.verb);
	}
	return ERR_OK;
}

static enum err check_signers(struct checked *c)
{
	const struct doc_step *s = c->step;

	for (int i = 0; i < 2; i++)
		if ((s->sign == BY_PARTIES) != (s->signer[i].name != NULL) ||
		    (s->signer[i].name && (!s->signer[i].perm || s->signer[i].perm >= PERM_COUNT || !s->signer[i].place)))
			return wrong(c, "signers and the way of signing do not fit", NULL);
	if (s->sign == BY_PARTIES && text_equal(s->signer[0].name, s->signer[1].name))
		return wrong(c, "the same signer twice", NULL);
	if ((s->sign == BY_CHAIN || (s->due.verb && !c->kind->due_at)) && !c->kind->planned)
		return wrong(c, "a chain or a time-out without a flow of the plan", NULL);
	if (s->sign != BY_ACTOR && s->perm == PERM_SYSTEM)
		return wrong(c, "the system does not sign", NULL);
	return ERR_OK;
}

static enum err check_step(struct checked *c)
{
	const struct doc_step *s = c->step;
	struct doc_line line = { .counter = { [ASKED] = 1000, [GRANTED] = 900, [SENT] = 500, [ARRIVED] = 300, [SHORT] = 90, [TAKEN] = 80, [BILLED] = 30 } };
	const char *rule = NULL;
	bool sum = false;

	if (!s->from[0] || !s->verb || !s->to || !s->zh || !s->en || !s->perm || s->perm >= PERM_COUNT)
		return wrong(c, "from, verb, to, words or permission missing", NULL);
	if (s->scope && s->scope != FROM_PLACE && s->scope != TO_PLACE && s->scope != LINE_PLACE)
		return wrong(c, "the scope is no place", NULL);
	for (int i = 0; i < COUNTERS; i++)
		sum |= s->otherwise_while.of[i] != 0;
	if ((s->otherwise != NULL) != sum)
		return wrong(c, "another state without its reason, or the reverse", NULL);
	if (s->grow & ~(C(COUNTERS) - 2u))
		return wrong(c, "grows what is no counter", NULL);
	if (s->grow && ((void)doc_room(s, &line, &rule), !rule))
		return wrong(c, "nothing limits what it grows", NULL);
	if (!s->grow && s->fill)
		return wrong(c, "fills and grows nothing", NULL);
	TRY(check_signers(c));
	TRY(check_due(c));
	return check_crossing(c);
}

/* One row for each state and verb; none leads out of an end. */
static enum err check_states(struct checked *c)
{
	const struct doc_kind *k = c->kind;

	for (size_t i = 0; i < k->n_steps; i++)
		for (size_t f = 0; f < 4 && k->steps[i].from[f]; f++) {
			c->step = &k->steps[i];
			if (doc_is_end(k, c->step->from[f]))
				return wrong(c, "an end has a row", c->step->from[f]);
			if (doc_step_find(k, c->step->from[f], c->step->verb) != c->step)
				return wrong(c, "two rows for one verb", c->step->from[f]);
		}
	c->step = NULL;
	return ERR_OK;
}

/* States are known by their texts: those that lie ahead of "draft", and those
 * from which an end can be reached. */
struct states { const char *at[64]; size_t n; };

static void add_state(struct states *s, const char *state)
{
	if (state && s->n < 64 && !named(s->at, s->n, state))
		s->at[s->n++] = state;
}

static enum err check_reach(struct checked *c)
{
	const struct doc_kind *k = c->kind;
	struct states ahead = { .at = { "draft" }, .n = 1 }, home = { .n = 0 };

	for (size_t i = 0; i < 6 && k->ends[i]; i++)
		add_state(&home, k->ends[i]);
	for (size_t round = 0; round < 64; round++)
		for (size_t i = 0; i < k->n_steps; i++)
			for (size_t f = 0; f < 4 && k->steps[i].from[f]; f++) {
				const struct doc_step *s = &k->steps[i];

				if (named(ahead.at, ahead.n, s->from[f])) {
					add_state(&ahead, s->to);
					add_state(&ahead, s->otherwise);
				}
				if (named(home.at, home.n, s->to) || (s->otherwise && named(home.at, home.n, s->otherwise)))
					add_state(&home, s->from[f]);
			}
	for (size_t i = 0; i < ahead.n; i++)
		if (!named(home.at, home.n, ahead.at[i]))
			return wrong(c, "no end can be reached", ahead.at[i]);
	for (size_t i = 0; i < home.n; i++)
		if (!named(ahead.at, ahead.n, home.at[i]))
			return wrong(c, "a state that is never reached", home.at[i]);
	return ERR_OK;
}

/* What is used grows somewhere, what grows is used: by a share, a sum or the order of counters alone (granted, dropped). */
static enum err check_counters(struct checked *c)
{
	const struct doc_kind *k = c->kind;
	unsigned grown = 0, used = C(GRANTED) | C(DROPPED) | C(SENT) | C(ARRIVED);

	for (size_t i = 0; i < k->n_steps; i++)
		grown |= k->steps[i].grow;
	for (int counter = 0; counter < COUNTERS; counter++) {
		bool share = false;

		for (size_t i = 0; i < k->n_shares; i++)
			share |= counts(&k->shares[i], counter);
		for (size_t i = 0; i < k->n_steps; i++)
			if ((k->steps[i].otherwise_while.of[counter] || k->steps[i].nil[0].of[counter] || k->steps[i].nil[1].of[counter]) &&
			    counter && !(grown & C(counter)))
				return wrong(c, "a row looks at a counter that nothing grows", counter_name[counter]);
		if (share && !(grown & C(counter)))
			return wrong(c, "a share counts what nothing grows", counter_name[counter]);
		if (k->n_shares && (grown & C(counter)) && !share && !(used & C(counter)))
			return wrong(c, "a row grows what no share counts", counter_name[counter]);
	}
	return ERR_OK;
}

static enum err check_kind(struct checked *c)
{
	const struct doc_kind *k = c->kind;

	if (!k->name || !k->prefix || !k->zh || !k->en || !k->read || !k->ends[0] || !k->n_steps)
		return wrong(c, "name, prefix, words, permission, ends or steps missing", NULL);
	for (size_t i = 0; i < k->n_shares; i++)
		TRY(check_share(c, &k->shares[i]));
	TRY(check_signs(c));
	TRY(check_money(c));
	for (size_t i = 0; i < k->n_steps; i++) {
		c->step = &k->steps[i];
		TRY(check_step(c));
	}
	c->step = NULL;
	TRY(check_states(c));
	TRY(check_reach(c));
	return check_counters(c);
}

enum err doc_kinds_check(struct ctx *cx, const struct doc_kind *const *kinds)
{
	for (size_t i = 0; kinds[i]; i++) {
		struct checked c = { cx, kinds[i], NULL };

		TRY(check_kind(&c));
		for (size_t j = 0; j < i; j++)
			if (text_equal(kinds[i]->name, kinds[j]->name) || text_equal(kinds[i]->prefix, kinds[j]->prefix))
				return wrong(&c, "two kinds share a name or a prefix", kinds[j]->name);
	}
	return ERR_OK;
}
