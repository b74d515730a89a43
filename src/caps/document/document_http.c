/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/document_http.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include <string.h>

struct doc_signer_out { const char *label, *actor; int64_t actor_id, for_id; bool mine; };
struct doc_choice_out { const char *verb, *zh, *en; bool quantities, reason, signatures; struct list signers; };
struct doc_event_out {
	int64_t     version, actor_id, for_id, posted, happened;
	const char *actor, *verb, *from_state, *to_state, *note, *role, *hash;
};
struct doc_row_out {
	int64_t     doc_id, version, parent_id, giver_id, taker_id, carrier_id, from_place_id, to_place_id, created, due, n_lines, first_item_id;
	const char *kind, *number, *state, *due_verb, *from_place, *to_place, *first_item;
	int64_t     total;
	const char *giver, *taker;
};

static SHAPE(doc_part,
	I64(doc_part, line_no, 1, DOC_LINES_MAX, "which line"),
	OPT_I64(doc_part, qty, 1, QTY_MAX, "how many base units"),
	OPT_ID(doc_part, lot_id, "of this lot"),
	OPT_DAY(doc_part, made_day, "made on, as printed on the goods"),
	OPT_DAY(doc_part, expiry_day, "last usable day, as printed on the goods"),
	OPT_TEXT(doc_part, batch, 0, 60, "batch, as printed on the goods"),
	OPT_TEXT(doc_part, serial, 0, 60, "serial number of a single piece"));

SHAPE(doc_step_in,
	ID(doc_step_in, doc_id, "which document"),
	OPT_I64(doc_step_in, version, 1, INT64_MAX, "the version you saw (or If-Match); absent: whatever it is"),
	OPT_LIST(doc_step_in, parts, &doc_part_shape, 0, 2 * DOC_LINES_MAX, "quantities, lots and papers by line"),
	OPT_TIME(doc_step_in, happened, "when it happened, if earlier than now"),
	OPT_TEXT(doc_step_in, note, 0, DOC_NOTE_MAX, "why, for the people who read the history"),
	OPT_TEXT(doc_step_in, signed_as, 0, 20, "which party you sign for: giver, carrier, taker"));

SHAPE(doc_moved,
	ID(doc_moved, doc_id, "the document"),
	I64(doc_moved, version, 1, INT64_MAX, "its version now"),
	ID(doc_moved, seq, "the ledger entry this made"),
	TEXT(doc_moved, state, 1, 40, "its state now"),
	OPT_TEXT(doc_moved, number, 0, 40, "its number"),
	BOOL(doc_moved, done, "false: signed, others still have to"),
	I64(doc_moved, signatures, 0, 40, "signatures given"),
	I64(doc_moved, needed, 0, 40, "signatures this step needs"),
	OPT_TEXT(doc_moved, waiting_for, 0, 200, "who signs next"));

static SHAPE(doc_line_out,
	I64(doc_line_out, line_no, 1, DOC_LINES_MAX, "line"),
	OPT_I64(doc_line_out, parent_line_no, 0, DOC_LINES_MAX, "the line of the parent it draws on"),
	ID(doc_line_out, item_id, "item"),
	OPT_TEXT(doc_line_out, item, 0, 200, "its name"),
	OPT_ID(doc_line_out, lot_id, "lot, where it is fixed"),
	OPT_ID(doc_line_out, place_id, "where it lies"),
	OPT_TEXT(doc_line_out, place, 0, 200, "its name"),
	OPT_ID(doc_line_out, owner_id, "whose it is"),
	OPT_ID(doc_line_out, fund_id, "purpose it is bound to"),
	OPT_I64(doc_line_out, dir, 0, 2, "1 out, 2 in, where a document has both"),
	TEXT(doc_line_out, shown, 1, 200, "quantity asked for, in packs and units"),
	TEXT(doc_line_out, item_code, 1, 40, "code of the item"), TEXT(doc_line_out, unit, 1, 40, "its base unit"),
	I64(doc_line_out, pack, 1, QTY_MAX, "base units in a whole pack"), OPT_TEXT(doc_line_out, pack_unit, 0, 40, "what such a pack is called"),
	I64(doc_line_out, asked, 1, QTY_MAX, "asked"),
	I64(doc_line_out, granted, 0, QTY_MAX, "granted"),
	I64(doc_line_out, dropped, 0, QTY_MAX, "dropped"),
	I64(doc_line_out, sent, 0, QTY_MAX, "sent"),
	I64(doc_line_out, arrived, 0, QTY_MAX, "arrived"),
	I64(doc_line_out, short_qty, 0, QTY_MAX, "short"),
	I64(doc_line_out, found, 0, QTY_MAX, "found again"),
	I64(doc_line_out, lost, 0, QTY_MAX, "lost"),
	I64(doc_line_out, taken, 0, QTY_MAX, "taken over"),
	I64(doc_line_out, back, 0, QTY_MAX, "sent back"),
	I64(doc_line_out, billed, 0, QTY_MAX, "invoiced"), I64(doc_line_out, paid, 0, QTY_MAX, "paid for"),
	OPT_MONEY(doc_line_out, price, 0, QTY_MAX, "price of so many units, where it has one"),
	I64(doc_line_out, price_units, 1, QTY_MAX, "so many units"), OPT_MONEY(doc_line_out, worth, 0, QTY_MAX, "what was asked for is worth, half up"));

static SHAPE(doc_signer_out,
	TEXT(doc_signer_out, label, 1, 200, "giver, carrier, taker, first, second, or the title of a role of the plan"),
	OPT_ID(doc_signer_out, actor_id, "who has signed; absent: still open"), OPT_TEXT(doc_signer_out, actor, 0, 200, "the account's name"),
	OPT_ID(doc_signer_out, for_id, "as substitute for this account"), BOOL(doc_signer_out, mine, "you may give this signature now"));

static SHAPE(doc_choice_out,
	TEXT(doc_choice_out, verb, 1, 40, "last part of the step's path"),
	TEXT(doc_choice_out, zh, 1, 60, "what it is called, Chinese"),
	TEXT(doc_choice_out, en, 1, 60, "what it is called, English"),
	BOOL(doc_choice_out, quantities, "it asks for quantities"),
	BOOL(doc_choice_out, reason, "it asks for a reason"),
	BOOL(doc_choice_out, signatures, "more than one person signs"),
	LIST(doc_choice_out, signers, &doc_signer_out_shape, 0, 40, "whose signatures it needs, in order"));

static SHAPE(doc_event_out,
	I64(doc_event_out, version, 1, INT64_MAX, "step of the document"),
	OPT_ID(doc_event_out, actor_id, "who"),
	OPT_TEXT(doc_event_out, actor, 0, 200, "the account's name"),
	OPT_ID(doc_event_out, for_id, "as substitute for this account"),
	TIME(doc_event_out, posted, "when it was entered"),
	TIME(doc_event_out, happened, "when it happened"),
	TEXT(doc_event_out, verb, 1, 40, "step"),
	OPT_TEXT(doc_event_out, from_state, 0, 40, "state before"),
	TEXT(doc_event_out, to_state, 1, 40, "state after"),
	OPT_TEXT(doc_event_out, role, 0, 200, "signed as"),
	OPT_TEXT(doc_event_out, note, 0, DOC_NOTE_MAX, "reason given"),
	TEXT(doc_event_out, hash, 64, 64, "hash of the ledger entry"));

SHAPE(doc_out,
	ID(doc_out, doc_id, "number of the record"),
	TEXT(doc_out, kind, 1, 40, "kind"),
	OPT_TEXT(doc_out, number, 0, 40, "number for people, once given"),
	TEXT(doc_out, state, 1, 40, "state"),
	I64(doc_out, version, 1, INT64_MAX, "version, also the ETag"),
	I64(doc_out, plan_version, 0, INT64_MAX, "version of the plan when it was drafted"),
	OPT_ID(doc_out, parent_id, "the document it draws on"), OPT_TEXT(doc_out, parent_number, 0, 40, "its number"),
	OPT_ID(doc_out, giver_id, "who gives"), OPT_ID(doc_out, taker_id, "who takes"), OPT_ID(doc_out, carrier_id, "who carries"),
	OPT_TEXT(doc_out, giver, 0, 200, "name of who gives"), OPT_TEXT(doc_out, taker, 0, 200, "name of who takes"),
	OPT_TEXT(doc_out, carrier, 0, 200, "name of who carries"), OPT_ID(doc_out, worker_id, "who holds the money"),
	OPT_TEXT(doc_out, worker, 0, 200, "the name"),
	OPT_ID(doc_out, from_place_id, "from where"), OPT_TEXT(doc_out, from_place, 0, 200, "its name"),
	OPT_ID(doc_out, to_place_id, "to where"), OPT_TEXT(doc_out, to_place, 0, 200, "its name"),
	OPT_ID(doc_out, owner_id, "owner"), OPT_ID(doc_out, owner2_id, "owner afterwards"),
	OPT_ID(doc_out, fund_id, "the fund it is paid from or bound to"), OPT_MONEY(doc_out, total, 0, INT64_MAX, "what all lines are worth"),
	ID(doc_out, created_by, "drafted by"), TIME(doc_out, created, "drafted at"),
	OPT_TIME(doc_out, due, "when the time-out comes"), OPT_TEXT(doc_out, due_verb, 0, 40, "what the system does then"),
	LIST(doc_out, lines, &doc_line_out_shape, 0, DOC_LINES_MAX, "lines"),
	LIST(doc_out, choices, &doc_choice_out_shape, 0, 60, "what you may do next"),
	LIST(doc_out, history, &doc_event_out_shape, 0, 1000, "every step and signature, oldest first"));

SHAPE(doc_id_in, ID(doc_id_in, doc_id, "which document"));
SHAPE(doc_made,
	ID(doc_made, doc_id, "the document"), I64(doc_made, version, 1, INT64_MAX, "its version"),
	TEXT(doc_made, state, 1, 40, "its state"), OPT_TEXT(doc_made, number, 0, 40, "its number"));

SHAPE(doc_list_in,
	OPT_TEXT(doc_list_in, state, 0, 40, "in this state"), OPT_TEXT(doc_list_in, number, 0, 40, "with this number"),
	OPT_ID(doc_list_in, party_id, "given, taken or carried by"), OPT_ID(doc_list_in, place_id, "from or to this place"),
	OPT_ID(doc_list_in, item_id, "with this item"), OPT_DAY(doc_list_in, from, "drafted on or after"),
	OPT_DAY(doc_list_in, to, "drafted on or before"), OPT_BOOL(doc_list_in, overdue, "past their time-out"),
	OPT_ID(doc_list_in, before, "where the page before ended (its next)"),
	OPT_I64(doc_list_in, limit, 1, DOC_LIST_MAX - 1, "rows on a page, 50 unless told"));

static SHAPE(doc_row_out,
	ID(doc_row_out, doc_id, "number of the record"), TEXT(doc_row_out, kind, 1, 40, "kind"),
	OPT_TEXT(doc_row_out, number, 0, 40, "number"), TEXT(doc_row_out, state, 1, 40, "state"),
	I64(doc_row_out, version, 1, INT64_MAX, "version"), OPT_ID(doc_row_out, parent_id, "the document it draws on"),
	OPT_ID(doc_row_out, giver_id, "who gives"), OPT_ID(doc_row_out, taker_id, "who takes"), OPT_ID(doc_row_out, carrier_id, "who carries"),
	OPT_ID(doc_row_out, from_place_id, "from where"), OPT_TEXT(doc_row_out, from_place, 0, 200, "its name"),
	OPT_ID(doc_row_out, to_place_id, "to where"), OPT_TEXT(doc_row_out, to_place, 0, 200, "its name"),
	TIME(doc_row_out, created, "drafted at"), OPT_TIME(doc_row_out, due, "when the time-out comes"),
	OPT_TEXT(doc_row_out, due_verb, 0, 40, "what the system does then"), I64(doc_row_out, n_lines, 0, DOC_LINES_MAX, "lines"),
	OPT_ID(doc_row_out, first_item_id, "item of the first line"), OPT_TEXT(doc_row_out, first_item, 0, 200, "its name"),
	OPT_MONEY(doc_row_out, total, 0, INT64_MAX, "what all lines are worth"),
	OPT_TEXT(doc_row_out, giver, 0, 200, "name of who gives"), OPT_TEXT(doc_row_out, taker, 0, 200, "name of who takes"));
SHAPE(doc_list_out,
	LIST(doc_list_out, items, &doc_row_out_shape, 0, DOC_LIST_MAX, "newest first"),
	OPT_ID(doc_list_out, next, "send as before to get the next page"));

static enum err place_name(struct ctx *cx, int64_t place_id, const char **ret)
{
	struct place place;

	*ret = NULL;
	if (!place_id)
		return ERR_OK;
	TRY(place_get(cx, place_id, &place));
	*ret = place.name;
	return ERR_OK;
}

/* Lines of documents that move money alone. */
static struct item money_item(void)
{
	return (struct item){ .item_id = LEDGER_MONEY, .zh = "货款（分）", .en = "money (fen)", .code = "CNY", .unit = "分", .pack = 1, .pack_unit = "" };
}

static enum err lines_out(struct ctx *cx, const struct doc *doc, struct list *ret)
{
	struct doc_line_out *out = arena_array(&cx->mem, struct doc_line_out, doc->n_lines + 1);
	struct item item = { 0 };

	for (size_t i = 0; i < doc->n_lines; i++) {
		const struct doc_line *l = &doc->lines[i];
		const int64_t *c = l->counter;

		if (l->item_id == LEDGER_MONEY)
			item = money_item();
		else if (item.item_id != l->item_id)
			TRY(item_get(cx, l->item_id, &item));
		out[i] = (struct doc_line_out){ l->line_no, l->parent_line_no, l->item_id, l->lot_id, l->place_id, l->owner_id, l->fund_id, l->dir,
			c[ASKED], c[GRANTED], c[DROPPED], c[SENT], c[ARRIVED], c[SHORT], c[FOUND], c[LOST], c[TAKEN], c[BACK],
			item.zh, NULL, item_show(&cx->mem, &item, c[ASKED]), item.code, item.unit, item.pack_unit[0] ? item.pack_unit : NULL,
			item.pack, c[BILLED], c[PAID], l->price_fen, l->price_units, l->price_fen ? doc_worth(l, WHOLE_PRICE, c[ASKED]) : 0 };
		if (i && doc->lines[i - 1].place_id == l->place_id)
			out[i].place = out[i - 1].place;
		else
			TRY(place_name(cx, l->place_id, &out[i].place));
	}
	*ret = (struct list){ out, doc->n_lines };
	return ERR_OK;
}

static enum err signers_out(struct ctx *cx, const struct doc *doc, const struct doc_step *step, struct list *ret)
{
	struct doc_signer *all;
	struct doc_signer_out *out;
	size_t n;

	TRY(document_signers(cx, doc, step, &all, &n));
	out = arena_array(&cx->mem, struct doc_signer_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		out[i] = (struct doc_signer_out){ all[i].label, NULL, all[i].actor_id, all[i].for_id, all[i].mine };
		if (all[i].actor_id)
			TRY(party_account_name(cx, all[i].actor_id, &out[i].actor));
	}
	*ret = (struct list){ out, n };
	return ERR_OK;
}

static enum err choices_out(struct ctx *cx, const struct doc *doc, struct list *ret)
{
	struct doc_choice *all;
	struct doc_choice_out *out;
	size_t n;

	TRY(document_choices(cx, doc, &all, &n));
	out = arena_array(&cx->mem, struct doc_choice_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct doc_step *s = all[i].step;

		out[i] = (struct doc_choice_out){ s->verb, s->zh, s->en, s->grow && (s->fill == GIVEN || s->fill == GIVEN_OR_ALL), s->says_why,
			s->sign != BY_ACTOR, { 0 } };
		TRY(signers_out(cx, doc, s, &out[i].signers));
	}
	*ret = (struct list){ out, n };
	return ERR_OK;
}

static enum err history_out(struct ctx *cx, const struct doc *doc, struct list *ret)
{
	struct doc_event *all;
	struct doc_event_out *out;
	size_t n;

	TRY(document_history(cx, doc->doc_id, &all, &n));
	out = arena_array(&cx->mem, struct doc_event_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct doc_event *e = &all[i];

		out[i] = (struct doc_event_out){ e->version, e->actor_id, e->for_id, e->posted_ms, e->happened_ms, NULL, e->verb,
			e->from_state, e->to_state, e->note[0] ? e->note : NULL, e->role[0] ? e->role : NULL, e->hash };
		TRY(party_account_name(cx, e->actor_id, &out[i].actor));
	}
	*ret = (struct list){ out, n };
	return ERR_OK;
}

enum err doc_http_out(struct ctx *cx, const struct doc *d, struct doc_out *out)
{
	*out = (struct doc_out){ .doc_id = d->doc_id, .version = d->version, .plan_version = d->plan_version, .parent_id = d->parent_id,
		.giver_id = d->giver_id, .taker_id = d->taker_id, .carrier_id = d->carrier_id, .worker_id = d->worker_id, .from_place_id = d->from_place_id,
		.to_place_id = d->to_place_id, .owner_id = d->owner_id, .owner2_id = d->owner2_id, .fund_id = d->fund_id, .total = d->total_fen, .created_by = d->created_by,
		.created = d->created_ms, .due = d->due_ms, .kind = d->kind, .number = d->number[0] ? d->number : NULL, .state = d->state,
		.due_verb = d->due_verb[0] ? d->due_verb : NULL };
	TRY(place_name(cx, d->from_place_id, &out->from_place));
	TRY(place_name(cx, d->to_place_id, &out->to_place));
	TRY(document_who(cx, d->giver_id, &out->giver));
	TRY(document_who(cx, d->taker_id, &out->taker));
	TRY(document_who(cx, d->carrier_id, &out->carrier));
	TRY(document_who(cx, d->worker_id, &out->worker));
	if (d->parent_id)
		TRY(document_number(cx, d->parent_id, &out->parent_number));
	TRY(lines_out(cx, d, &out->lines));
	TRY(choices_out(cx, d, &out->choices));
	return history_out(cx, d, &out->history);
}

enum err doc_http_made(struct ctx *cx, int64_t doc_id, struct doc_made *out)
{
	struct doc doc;

	TRY(document_get(cx, doc_id, &doc));
	*out = (struct doc_made){ doc_id, doc.version, doc.state, doc.number[0] ? doc.number : NULL };
	return ERR_OK;
}

static bool in_family(const char *kind, const char *family)
{
	size_t n = strlen(family);

	return !strncmp(kind, family, n) && (!kind[n] || kind[n] == '_');
}

static enum err check_family(struct ctx *cx, const struct doc *doc, const char *family)
{
	return in_family(doc->kind, family) ? ERR_OK :
		fail(cx, ERR_NOT_FOUND, "doc_id", "单据 %lld 不属于此类", "document %lld is not of this kind", (long long)doc->doc_id);
}

/* Who may not see a document does not learn from a refusal that it is there. */
enum err doc_http_step(struct ctx *cx, const char *family, const char *verb, const void *input, void *out)
{
	const struct doc_step_in *in = input;
	struct doc doc;

	TRY(document_see(cx, in->doc_id, &doc));
	TRY(check_family(cx, &doc, family));
	return document_advance(cx, &(struct doc_move){ .doc_id = in->doc_id, .verb = verb, .version = in->version, .parts = in->parts.at,
		.n_parts = in->parts.n, .happened_ms = in->happened, .note = in->note, .signed_as = in->signed_as }, out);
}

enum err doc_http_undo(struct ctx *cx, const char *family, const void *input, void *out)
{
	const struct doc_step_in *in = input;
	struct doc doc;

	TRY(document_see(cx, in->doc_id, &doc));
	TRY(check_family(cx, &doc, family));
	return document_undo(cx, in->doc_id, in->version, in->note, out);
}

enum err doc_http_get(struct ctx *cx, const char *family, const void *input, void *out)
{
	const struct doc_id_in *in = input;
	struct doc doc;

	TRY(document_see(cx, in->doc_id, &doc));
	TRY(check_family(cx, &doc, family));
	return doc_http_out(cx, &doc, out);
}

enum err doc_http_list(struct ctx *cx, const char *const kinds[4], const void *input, void *output)
{
	const struct doc_list_in *in = input;
	struct doc_list_out *out = output;
	struct doc_summary *rows;
	struct doc_row_out *to;
	struct item item;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(document_list(cx, &(struct doc_filter){ .kinds = { kinds[0], kinds[1], kinds[2], kinds[3] }, .state = in->state,
		.number = in->number, .party_id = in->party_id, .place_id = in->place_id, .item_id = in->item_id, .from_day = in->from,
		.to_day = in->to, .overdue = in->overdue, .before_id = in->before, .limit = (int64_t)limit + 1 }, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = rows[n - 1].doc_id;
	}
	to = arena_array(&cx->mem, struct doc_row_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct doc_summary *r = &rows[i];

		to[i] = (struct doc_row_out){ r->doc_id, r->version, r->parent_id, r->giver_id, r->taker_id, r->carrier_id, r->from_place_id,
			r->to_place_id, r->created_ms, r->due_ms, r->n_lines, r->first_item_id, r->kind, r->number[0] ? r->number : NULL,
			r->state, r->due_verb[0] ? r->due_verb : NULL, .total = r->total_fen };
		TRY(place_name(cx, r->from_place_id, &to[i].from_place));
		TRY(place_name(cx, r->to_place_id, &to[i].to_place));
		TRY(document_who(cx, r->giver_id, &to[i].giver));
		TRY(document_who(cx, r->taker_id, &to[i].taker));
		item = money_item();
		if (r->first_item_id != LEDGER_MONEY && r->first_item_id)
			TRY(item_get(cx, r->first_item_id, &item));
		to[i].first_item = r->first_item_id ? item.zh : NULL;
	}
	out->items = (struct list){ to, n };
	return ERR_OK;
}

/* Whoever may read the kind reads any document of it, also where its family has no page yet. */
static enum err run_document(struct ctx *cx, const void *input, void *output)
{
	struct doc doc;

	TRY(document_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc));
	return doc_http_out(cx, &doc, output);
}

/* Issued and not received, or missing and not explained. */
struct legs_in { int64_t item_id, limit; };
struct leg_out {
	int64_t     doc_id, carrier_id, from_place_id, to_place_id, item_id, lot_id, qty, due, pack;
	const char *number, *kind, *state, *where, *carrier, *from_place, *to_place, *item, *unit, *pack_unit;
};
struct legs_out { struct list items; };
static SHAPE(legs_in, OPT_ID(legs_in, item_id, "this item only"), OPT_I64(legs_in, limit, 1, 1000, "rows, 200 unless told"));
static SHAPE(leg_out,
	ID(leg_out, doc_id, "the document"), OPT_TEXT(leg_out, number, 0, 40, "its number"), TEXT(leg_out, kind, 1, 40, "its kind"),
	TEXT(leg_out, state, 1, 40, "its state"), TEXT(leg_out, where, 1, 40, "transit: under way; astray: missing, unexplained"),
	OPT_ID(leg_out, carrier_id, "who has to answer"), OPT_ID(leg_out, from_place_id, "from where"),
	OPT_ID(leg_out, to_place_id, "to where"), ID(leg_out, item_id, "item"), ID(leg_out, lot_id, "lot"),
	OPT_TEXT(leg_out, carrier, 0, 200, "name of who has to answer"), OPT_TEXT(leg_out, from_place, 0, 200, "name of the place"),
	OPT_TEXT(leg_out, to_place, 0, 200, "name of the place"), TEXT(leg_out, item, 0, 200, "name of the item"),
	TEXT(leg_out, unit, 0, 40, "its base unit"), I64(leg_out, pack, 1, QTY_MAX, "base units in a whole pack"),
	OPT_TEXT(leg_out, pack_unit, 0, 40, "what such a pack is called"),
	I64(leg_out, qty, 1, QTY_MAX, "base units open"), OPT_TIME(leg_out, due, "when the time-out comes"));
static SHAPE(legs_out, LIST(legs_out, items, &leg_out_shape, 0, 1000, "open legs by document"));

static enum err leg_of(struct ctx *cx, const struct doc_leg *leg, struct leg_out *to)
{
	struct item item;

	TRY(item_get(cx, leg->item_id, &item));
	*to = (struct leg_out){ leg->doc_id, leg->carrier_id, leg->from_place_id, leg->to_place_id, leg->item_id, leg->lot_id, leg->qty,
		leg->due_ms, item.pack, leg->number, leg->kind, leg->state, leg->account_kind == 33 ? "astray" : "transit", NULL, NULL, NULL,
		item.zh, item.unit, item.pack_unit[0] ? item.pack_unit : NULL };
	TRY(document_who(cx, leg->carrier_id, &to->carrier));
	TRY(place_name(cx, leg->from_place_id, &to->from_place));
	return place_name(cx, leg->to_place_id, &to->to_place);
}

static enum err run_legs(struct ctx *cx, const void *input, void *output)
{
	const struct legs_in *in = input;
	struct legs_out *out = output;
	struct doc_leg *legs;
	struct leg_out *to;
	size_t n;

	TRY(document_open_legs(cx, in->item_id, in->limit ? (size_t)in->limit : 200, &legs, &n));
	to = arena_array(&cx->mem, struct leg_out, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(leg_of(cx, &legs[i], &to[i]));
	out->items = (struct list){ to, n };
	return ERR_OK;
}

extern const struct op document_ops[];
const struct op document_ops[] = {
	{ .method = "GET", .path = "/api/v1/documents/{doc_id}", .name = "document_get", .zh = "查看任一单据", .en = "A document of any kind",
	  .perm = PERM_SIGNED_IN, .tx = TX_READ, .in = &doc_id_in_shape, .out = &doc_out_shape, .run = run_document, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/open-legs", .name = "open_legs", .zh = "未了结的在途和差异", .en = "What was issued and not received, or is missing",
	  .perm = PERM_DISPATCH_READ, .tx = TX_READ, .in = &legs_in_shape, .out = &legs_out_shape, .run = run_legs },
	{ 0 },
};
