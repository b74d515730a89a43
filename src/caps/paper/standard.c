/* SPDX-License-Identifier: Apache-2.0 */
/* The form of a kind that has none of its own: the parties it has, a column for
 * every counter its steps grow, boxes for those who sign paper anywhere. */
#include "caps/ledger/ledger.h"
#include "caps/paper/paper_work.h"

static const struct { enum counter counter; enum paper_shows shows; } counted[] = {
	{ GRANTED, SHOWS_GRANTED }, { SENT, SHOWS_SENT }, { ARRIVED, SHOWS_ARRIVED }, { SHORT, SHOWS_SHORT }, { LOST, SHOWS_LOST },
	{ TAKEN, SHOWS_TAKEN }, { BACK, SHOWS_BACK }, { BILLED, SHOWS_BILLED }, { PAID, SHOWS_PAID } };

/* Counters that always grow together are one thing to say: the last of them. */
static void add_counters(const struct doc_kind *kind, struct paper_form *f, size_t *at)
{
	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
		bool grows = false, apart = i + 1 == sizeof counted / sizeof *counted;

		for (size_t s = 0; s < kind->n_steps; s++) {
			const unsigned grow = kind->steps[s].grow;

			grows |= grow & C(counted[i].counter);
			for (size_t k = i + 1; k < sizeof counted / sizeof *counted; k++)
				apart |= (grow & C(counted[i].counter)) && !(grow & C(counted[k].counter));
		}
		if (grows && apart)
			f->columns[(*at)++] = (struct paper_column){ counted[i].shows, NULL };
	}
}

static bool all_money(const struct doc *doc)
{
	for (size_t i = 0; i < doc->n_lines; i++)
		if (doc->lines[i].item_id != LEDGER_MONEY)
			return false;
	return doc->n_lines > 0;
}

static bool both_ways(const struct doc *doc)
{
	for (size_t i = 0; i < doc->n_lines; i++)
		if (doc->lines[i].dir)
			return true;
	return false;
}

static void add_heads(const struct doc *d, struct paper_form *f)
{
	const struct { int64_t id; struct paper_field field; } all[] = {
		{ d->giver_id, { "交出", SAYS_GIVER } }, { d->taker_id, { "接收", SAYS_TAKER } }, { d->from_place_id, { "起", SAYS_FROM } },
		{ d->to_place_id, { "至", SAYS_TO } }, { d->carrier_id, { "承运", SAYS_CARRIER } }, { d->owner_id, { "货权单位", SAYS_OWNER } },
		{ d->fund_id, { "专款", SAYS_FUND } }, { d->parent_id, { "依据单号", SAYS_PARENT } } };
	size_t n = 0;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].id)
			f->head[n++] = all[i].field;
}

void paper_standard(const struct doc_kind *kind, const struct doc *doc, struct paper_form *ret)
{
	static const struct paper_column goods[] = { { SHOWS_NO }, { SHOWS_CODE }, { SHOWS_NAME }, { SHOWS_SPEC }, { SHOWS_UNIT } };
	static const struct paper_form plain = {
		.foot = { { "金额大写", SAYS_TOTAL_WORDS, true }, { "签批", SAYS_SIGNED, true }, { "经办记录", SAYS_HISTORY, true } },
		.boxes = { { "经办人" }, { "审核" }, { "批准" }, { "接收人" } } };
	size_t n = 0;

	*ret = plain;
	ret->kind = kind->name;
	add_heads(doc, ret);
	if (all_money(doc)) {
		ret->columns[n++] = (struct paper_column){ SHOWS_NO, NULL };
		ret->columns[n++] = (struct paper_column){ SHOWS_NAME, "事项" };
		ret->columns[n++] = (struct paper_column){ SHOWS_WORTH, NULL };
		return;
	}
	for (; n < sizeof goods / sizeof *goods; n++)
		ret->columns[n] = goods[n];
	if (both_ways(doc))
		ret->columns[n++] = (struct paper_column){ SHOWS_DIRECTION, NULL };
	ret->columns[n++] = (struct paper_column){ SHOWS_ASKED, NULL };
	add_counters(kind, ret, &n);
	for (size_t i = 0; i < doc->n_lines; i++)
		if (doc->lines[i].price_fen) {
			ret->columns[n++] = (struct paper_column){ SHOWS_PRICE, NULL };
			ret->columns[n++] = (struct paper_column){ SHOWS_WORTH, NULL };
			break;
		}
	ret->landscape = n > 9;
}
