/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/document.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"

const char *const counter_name[COUNTERS] = {
	"asked", "granted", "dropped", "sent", "arrived", "short", "found", "lost", "taken", "back", "billed", "paid" };

/* The order of counters: `more` never falls below `less` (CHECKs of doc_line). */
static const struct limit { struct sum more, less; const char *rule; } limits[] = {
	{ SUM([ASKED] = 1),   SUM([GRANTED] = 1), "granted <= asked" },
	{ SUM([GRANTED] = 1), SUM([SENT] = 1, [BACK] = -1, [DROPPED] = 1), "sent - back + dropped <= granted" },
	{ SUM([SENT] = 1),    SUM([ARRIVED] = 1, [SHORT] = 1), "arrived + short <= sent" },
	{ SUM([ARRIVED] = 1), SUM([TAKEN] = 1, [BACK] = 1), "taken + back <= arrived" },
	{ SUM([SHORT] = 1),   SUM([FOUND] = 1, [LOST] = 1), "found + lost <= short" },
	{ SUM([TAKEN] = 1),   SUM([BILLED] = 1), "billed <= taken" },
	{ SUM([BILLED] = 1),  SUM([PAID] = 1), "paid <= billed" },
};

int64_t doc_sum(const struct sum *sum, const int64_t counter[COUNTERS])
{
	int64_t total = 0;

	for (int c = 0; c < COUNTERS; c++)
		total += sum->of[c] * counter[c];
	return total;
}

int64_t doc_room(const struct doc_step *step, const struct doc_line *line, const char **ret_rule)
{
	int64_t best = 0;
	bool bounded = false;

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		int64_t eats = 0, room;

		for (int c = 0; c < COUNTERS; c++)
			if (step->grow & C(c))
				eats += limits[i].less.of[c] - limits[i].more.of[c];
		if (eats <= 0)
			continue;
		room = (doc_sum(&limits[i].more, line->counter) - doc_sum(&limits[i].less, line->counter)) / eats;
		if (!bounded || room < best) {
			best = room;
			if (ret_rule)
				*ret_rule = limits[i].rule;
		}
		bounded = true;
	}
	return best;
}

/* Odd about nil, so that what grew and shrank again is worth nothing. */
static int64_t half_up(int64_t qty, int64_t fen, int64_t units)
{
	__int128 n = qty < 0 ? -(__int128)qty : qty, worth = (2 * n * fen + units) / (2 * (__int128)units);

	return (int64_t)(qty < 0 ? -worth : worth);
}

int64_t doc_worth(const struct doc_line *line, enum money_part part, int64_t qty)
{
	const int64_t units = line->price_units ? line->price_units : 1;
	const int64_t whole = part == AID_PART ? 0 : half_up(qty, line->price_fen, units);
	const int64_t aid = part == WHOLE_PRICE ? 0 : half_up(qty, line->aid_fen, units);

	return part == NO_MONEY ? 0 : part == AID_PART ? aid : whole - aid;
}

int64_t doc_share(const struct share *share, const struct doc_line *line, const int64_t counter[COUNTERS])
{
	int64_t fen = 0;

	if (share->dir != LINES_ALL && share->dir != line->dir)
		return 0;
	if (ledger_account_info(share->account)->thing != THING_MONEY)
		return doc_sum(&share->qty, counter);
	for (int i = 0; i < SHARE_WORTHS; i++)
		fen += share->fen[i].sign * doc_worth(line, share->fen[i].part, doc_sum(&share->fen[i].of, counter));
	return fen;
}

const struct doc_kind *doc_kind_find(const char *name)
{
	for (size_t i = 0; doc_kinds[i]; i++)
		if (text_equal(doc_kinds[i]->name, name))
			return doc_kinds[i];
	return NULL;
}

const char *doc_kind_zh(const char *name)
{
	const struct doc_kind *kind = doc_kind_find(name);

	return kind ? kind->zh : name;
}

const struct doc_step *doc_step_find(const struct doc_kind *kind, const char *state, const char *verb)
{
	for (size_t i = 0; i < kind->n_steps; i++)
		for (size_t f = 0; f < 4 && kind->steps[i].from[f]; f++)
			if (text_equal(kind->steps[i].verb, verb) && text_equal(kind->steps[i].from[f], state))
				return &kind->steps[i];
	return NULL;
}

bool doc_is_end(const struct doc_kind *kind, const char *state)
{
	for (size_t i = 0; i < 6 && kind->ends[i]; i++)
		if (text_equal(kind->ends[i], state))
			return true;
	return false;
}

int64_t doc_slot(const struct doc_work *w, const struct doc_line *line, enum slot slot)
{
	const struct doc *d = &w->doc;

	switch (slot) {
	case GIVER:      return d->giver_id;
	case TAKER:      return d->taker_id;
	case CARRIER:    return d->carrier_id;
	case WORKER:     return d->worker_id;
	case FROM_PLACE: return d->from_place_id;
	case TO_PLACE:   return d->to_place_id;
	case OWNER:      return d->owner_id;
	case OWNER2:     return d->owner2_id;
	case FUND:       return d->fund_id;
	case FUND2:      return d->fund2_id;
	case LINE_PLACE: return line ? line->place_id : 0;
	case LINE_OWNER: return line ? line->owner_id : 0;
	case LINE_FUND:  return line ? line->fund_id : 0;
	case THIS_DOC:   return d->doc_id;
	case PARENT_DOC: return d->parent_id;
	default:         return 0;
	}
}
