/* SPDX-License-Identifier: Apache-2.0 */
/* From counters to postings: the difference of the shares, line by line, with
 * the lots that carry it.  A line sees what the lines before it did. */
#include "caps/document/work.h"
#include "base/text.h"
#include "caps/ledger/bytes.h"
#include "caps/ledger/ledger.h"
#include "document.sql.h"

/* The lots of one item in one account as they will be once the lines so far are posted. */
struct shelf {
	struct account_key   key;
	int64_t              item_id;
	struct ledger_stock *lots;  size_t n;
	struct shelf        *next;
};

/* What each line of a document put where and nobody took out again, in the order of its lines. */
struct line_lots { struct document_line_lots_row *rows; size_t n, at; bool known; };

struct posting {
	struct doc_work       *w;
	struct shelf          *shelves[256];
	struct line_lots       own, parents;       /* of this document; of the one above it, where this one takes what is held for that */
	struct ledger_change  *change;  size_t n_change, change_room;
	struct ledger_growth  *growth;  size_t n_growth, growth_room;
	struct ledger_new_lot *lot;     size_t n_lot, lot_room;
};

/* So much of a lot, taken from the givers of a line and not yet given to its takers. */
struct carried { int64_t lot_id, qty; };
struct load { struct carried *at; size_t n, room, given; };

struct account_key doc_account(const struct doc_work *w, const struct share *s, const struct doc_line *line)
{
	return (struct account_key){ .kind = s->account, .who_id = doc_slot(w, line, s->who), .place_id = doc_slot(w, line, s->place),
		.owner_id = doc_slot(w, line, s->owner), .fund_id = doc_slot(w, line, s->fund), .doc_id = doc_slot(w, line, s->doc) };
}

static bool same_key(const struct account_key *a, const struct account_key *b)
{
	return a->kind == b->kind && a->who_id == b->who_id && a->place_id == b->place_id && a->owner_id == b->owner_id &&
	       a->fund_id == b->fund_id && a->doc_id == b->doc_id;
}

static bool is_source(const struct share *s)
{
	return ledger_account_info(s->account)->sign < 0;
}

static struct shelf *loaded_shelf(const struct posting *p, const struct account_key *key, int64_t item_id, size_t *ret_bucket)
{
	struct shelf *s;

	*ret_bucket = (size_t)(((uint64_t)key->place_id * 31 + (uint64_t)key->doc_id * 7 + (uint64_t)key->owner_id * 3 + (uint64_t)item_id) % 256);
	for (s = p->shelves[*ret_bucket]; s; s = s->next)
		if (s->item_id == item_id && same_key(&s->key, key))
			break;
	return s;
}

/* What earlier lines of this entry did to an account is seen by the lines after them. */
static void shelve(struct shelf *s, const struct ledger_change *c)
{
	for (size_t i = 0; s && i < s->n; i++)
		if (s->lots[i].lot_id == c->lot_id)
			s->lots[i].qty += c->qty;
}

static void change(struct ctx *cx, struct posting *p, const struct account_key *key, int64_t lot_id, const struct doc_line *line,
		   int64_t qty)
{
	const struct ledger_change c = { .account = *key, .lot_id = lot_id, .line_no = line->line_no, .qty = qty };
	size_t bucket;

	arena_push(&cx->mem, p->change, p->n_change, p->change_room) = c;
	shelve(loaded_shelf(p, key, line->item_id, &bucket), &c);
}

static enum err shelf_at(struct ctx *cx, struct posting *p, const struct account_key *key, int64_t item_id, struct shelf **ret)
{
	size_t bucket;
	struct shelf *s = loaded_shelf(p, key, item_id, &bucket);

	if (!s) {
		s = arena_new(&cx->mem, sizeof *s);
		*s = (struct shelf){ .key = *key, .item_id = item_id, .next = p->shelves[bucket] };
		TRY(ledger_account_lots(cx, key, item_id, LEDGER_LOTS_MAX, &s->lots, &s->n));
		p->shelves[bucket] = s;
		for (size_t i = 0; i < p->n_change; i++)
			if (same_key(&p->change[i].account, key))
				shelve(s, &p->change[i]);
	}
	*ret = s;
	return ERR_OK;
}

/* Takes so much of a lot out of a giver; it is carried until a taker gets it. */
static void take(struct ctx *cx, struct posting *p, const struct account_key *key, const struct doc_line *line, int64_t lot_id,
		 int64_t qty, struct load *load)
{
	change(cx, p, key, lot_id, line, -qty);
	arena_push(&cx->mem, load->at, load->n, load->room) = (struct carried){ lot_id, qty };
}

static enum err short_of(struct ctx *cx, const struct doc_line *line, int64_t wanted, int64_t there)
{
	return fail(cx, ERR_SHORT_STOCK, arena_print(&cx->mem, "lines[%lld]", (long long)line->line_no - 1),
		    "第 %lld 行：要 %lld，可用 %lld", "line %lld: %lld wanted, %lld free", (long long)line->line_no, (long long)wanted,
		    (long long)there);
}

/* First expired, first out.  Goods on their way to people skip what has expired. */
static enum err from_shelf(struct ctx *cx, struct posting *p, const struct account_key *key, const struct doc_line *line, bool fresh,
			   int64_t qty, struct load *load)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct shelf *s;
	int64_t there = 0;

	TRY(shelf_at(cx, p, key, line->item_id, &s));
	for (size_t i = 0; i < s->n; i++)
		if (s->lots[i].qty > 0 && !(fresh && s->lots[i].expiry_day && s->lots[i].expiry_day < today))
			there += s->lots[i].qty;
	if (there < qty)
		return short_of(cx, line, qty, there);
	for (size_t i = 0; i < s->n && qty; i++) {
		struct ledger_stock *lot = &s->lots[i];
		int64_t n = lot->qty < qty ? lot->qty : qty;

		if (n <= 0 || (fresh && lot->expiry_day && lot->expiry_day < today))
			continue;
		take(cx, p, key, line, lot->lot_id, n, load);
		qty -= n;
	}
	return ERR_OK;
}

static bool holds_goods(const struct doc_kind *kind)
{
	for (size_t k = 0; k < kind->n_shares; k++)
		if (kind->shares[k].account == ACC_HELD && kind->shares[k].doc == THIS_DOC)
			return true;
	return false;
}

/* Of what a document holds, documents under it may have taken some, line by line and lot by lot. */
static enum err less_drawn(struct ctx *cx, int64_t doc_id, struct line_lots *of)
{
	struct document_lots_drawn_row *gone;
	size_t n, at = 0;

	TRY(document_lots_drawn(cx, (struct document_lots_drawn_in){ cx->district_id, doc_id, LEDGER_POSTINGS_MAX }, &gone, &n, LEDGER_POSTINGS_MAX));
	for (size_t i = 0; i < n; i++) {
		while (at < of->n && of->rows[at].line_no < gone[i].line_no)
			at++;                   /* both come in order of lines */
		for (size_t k = at; k < of->n && of->rows[k].line_no == gone[i].line_no; k++) {
			struct document_line_lots_row *o = &of->rows[k];

			if (o->lot_id == gone[i].lot_id && o->kind == gone[i].kind && o->who_id == gone[i].who_id && o->place_id == gone[i].place_id &&
			    o->owner_id == gone[i].owner_id && o->fund_id == gone[i].fund_id && o->of_doc_id == doc_id)
				o->qty -= gone[i].qty < o->qty ? gone[i].qty : o->qty;
		}
	}
	return ERR_OK;
}

static enum err load_lots(struct ctx *cx, int64_t doc_id, bool holds, struct line_lots *ret)
{
	ret->known = true;
	TRY(document_line_lots(cx, (struct document_line_lots_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = LEDGER_POSTINGS_MAX },
			       &ret->rows, &ret->n, LEDGER_POSTINGS_MAX));
	return holds && ret->n ? less_drawn(cx, doc_id, ret) : ERR_OK;
}

/* What a line put into the account comes out again, not its neighbour's. */
static enum err from_line(struct ctx *cx, struct posting *p, struct line_lots *of, int64_t line_no, const struct account_key *key,
			  const struct doc_line *line, int64_t qty, bool *ret_found, struct load *load)
{
	int64_t wanted = qty;

	*ret_found = false;
	while (of->at && of->rows[of->at - 1].line_no >= line_no)
		of->at--;
	while (of->at < of->n && of->rows[of->at].line_no < line_no)
		of->at++;                       /* lines mostly come in order, so do these rows */
	for (size_t i = of->at; i < of->n && of->rows[i].line_no == line_no; i++) {
		struct document_line_lots_row *o = &of->rows[i];
		struct account_key at = { o->kind, o->who_id, o->place_id, o->owner_id, o->fund_id, o->of_doc_id };

		if (!same_key(&at, key))
			continue;
		int64_t n = o->qty < qty ? o->qty : qty;

		*ret_found = true;
		if (n)
			take(cx, p, key, line, o->lot_id, n, load);
		o->qty -= n;
		qty -= n;
	}
	return *ret_found && qty ? short_of(cx, line, wanted, wanted - qty) : ERR_OK;
}

/* Goods held for the document above come out of what its line put there, unless a lot is named. */
static enum err from_parents(struct ctx *cx, struct posting *p, const struct account_key *key, const struct doc_line *line, int64_t qty,
			     bool *ret_found, struct load *load)
{
	const struct doc_move *move = p->w->move;

	*ret_found = false;
	if (line->lot_id || !line->parent_line_no)
		return ERR_OK;
	for (size_t i = 0; i < move->n_parts; i++)
		if (move->parts[i].line_no == line->line_no && move->parts[i].lot_id)
			return ERR_OK;
	if (!p->parents.known)
		TRY(load_lots(cx, p->w->doc.parent_id, true, &p->parents));
	return from_line(cx, p, &p->parents, line->parent_line_no, key, line, qty, ret_found, load);
}

static void new_lot(struct ctx *cx, struct posting *p, const struct account_key *key, const struct doc_line *line,
		    const struct doc_part *part, int64_t qty, struct load *load)
{
	int64_t lot_id = ctx_new_id(cx);

	arena_push(&cx->mem, p->lot, p->n_lot, p->lot_room) = (struct ledger_new_lot){ .lot_id = lot_id, .item_id = line->item_id,
		.source_line_no = line->line_no, .made_day = part ? part->made_day : 0, .expiry_day = part ? part->expiry_day : 0,
		.cost_fen = line->price_fen, .cost_units = line->price_units, .batch = part ? part->batch : NULL,
		.serial = part ? part->serial : NULL };
	take(cx, p, key, line, lot_id, qty, load);
}

/* A named lot: of this item, or the person typed another one's. */
static enum err named_lot(struct ctx *cx, struct posting *p, const struct account_key *key, const struct doc_line *line,
			  int64_t lot_id, int64_t qty, struct load *load)
{
	struct ledger_lot lot;

	TRY(ledger_lot_get(cx, lot_id, &lot));
	if (lot.item_id != line->item_id)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%lld].lot_id", (long long)line->line_no - 1),
			    "第 %lld 行：批次 %lld 不是这种物资", "line %lld: lot %lld is not of this item", (long long)line->line_no,
			    (long long)lot_id);
	take(cx, p, key, line, lot_id, qty, load);
	return ERR_OK;
}

/* Which lots leave a giver: those this line put there, or the line above it; the line's fixed lot; a
 * fresh lot at a source; the lots the person names; else first expired first out. */
static enum err pick(struct ctx *cx, struct posting *p, const struct share *s, const struct doc_line *line, bool fresh, int64_t qty,
		     struct load *load)
{
	const struct account_key key = doc_account(p->w, s, line);
	const struct doc_move *move = p->w->move;
	int64_t left = qty;
	bool found;

	if (!is_source(s)) {
		TRY(from_line(cx, p, &p->own, line->line_no, &key, line, qty, &found, load));
		if (!found && s->doc == PARENT_DOC)
			TRY(from_parents(cx, p, &key, line, qty, &found, load));
		if (found)
			return ERR_OK;
	}
	if (line->lot_id)
		return named_lot(cx, p, &key, line, line->lot_id, qty, load);
	for (size_t i = 0; i < move->n_parts && left; i++) {
		const struct doc_part *part = &move->parts[i];
		int64_t n = part->qty ? part->qty : left;

		if (part->line_no != line->line_no)
			continue;
		if (n > left)
			n = left;
		if (is_source(s))
			new_lot(cx, p, &key, line, part, n, load);
		else if (part->lot_id)
			TRY(named_lot(cx, p, &key, line, part->lot_id, n, load));
		else
			TRY(from_shelf(cx, p, &key, line, fresh, n, load));
		left -= n;
	}
	if (left && is_source(s))
		new_lot(cx, p, &key, line, NULL, left, load);
	else if (left)
		TRY(from_shelf(cx, p, &key, line, fresh, left, load));
	return ERR_OK;
}

/* Gives what is carried to a taker, lot after lot. */
static void give(struct ctx *cx, struct posting *p, const struct share *s, const struct doc_line *line, int64_t qty, struct load *load)
{
	const struct account_key key = doc_account(p->w, s, line);

	while (qty) {
		assert(load->given < load->n);
		struct carried *c = &load->at[load->given];
		int64_t n = c->qty < qty ? c->qty : qty;

		change(cx, p, &key, c->lot_id, line, n);
		c->qty -= n;
		qty -= n;
		if (!c->qty)
			load->given++;
	}
}

/* share(after) - share(before) of one line: what each account gains. */
static int64_t difference(const struct doc_work *w, const struct share *s, size_t i)
{
	const struct doc_line *line = &w->doc.lines[i];
	int64_t after[COUNTERS];

	for (int c = 0; c < COUNTERS; c++)
		after[c] = line->counter[c] + (w->step->grow & C(c) ? w->grow[i] : 0);
	return doc_share(s, line, after) - doc_share(s, line, line->counter);
}

static enum account_thing thing_of(const struct share *s)
{
	return ledger_account_info(s->account)->thing;
}

/* Money has one lot, and claims have that of their offer's line: they are not picked, they just move. */
static void move_lot(struct ctx *cx, struct posting *p, enum account_thing thing, int64_t lot_id, size_t i)
{
	const struct doc_work *w = p->w;

	for (size_t k = 0; k < w->kind->n_shares; k++) {
		const struct share *s = &w->kind->shares[k];
		int64_t qty = thing_of(s) == thing ? difference(w, s, i) : 0;

		if (qty)
			arena_push(&cx->mem, p->change, p->n_change, p->change_room) = (struct ledger_change){ .account = doc_account(w, s, &w->doc.lines[i]),
				.lot_id = lot_id, .line_no = w->doc.lines[i].line_no, .qty = qty };
	}
}

static bool moves(const struct doc_work *w, enum account_thing thing, size_t i)
{
	for (size_t k = 0; k < w->kind->n_shares; k++)
		if (thing_of(&w->kind->shares[k]) == thing && difference(w, &w->kind->shares[k], i))
			return true;
	return false;
}

/* An offer's line makes its claim lot when its places first appear; from then on that is what is signed. */
static enum err open_claim(struct ctx *cx, struct posting *p, size_t i)
{
	struct doc_line *line = &p->w->doc.lines[i];
	bool source = false;

	for (size_t k = 0; k < p->w->kind->n_shares; k++)
		source |= thing_of(&p->w->kind->shares[k]) == THING_CLAIM && is_source(&p->w->kind->shares[k]) &&
			  difference(p->w, &p->w->kind->shares[k], i) < 0;
	if (!source)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].claim_lot_id", i), "第 %zu 行没有写明是哪个团购的名额",
			    "line %zu does not say of which offer it takes places", i + 1);
	line->claim_lot_id = ctx_new_id(cx);
	arena_push(&cx->mem, p->lot, p->n_lot, p->lot_room) = (struct ledger_new_lot){ .lot_id = line->claim_lot_id, .item_id = line->item_id,
		.source_line_no = line->line_no, .cost_fen = line->price_fen, .cost_units = line->price_units };
	return document_set_claim(cx, (struct document_set_claim_in){ .district_id = cx->district_id, .doc_id = p->w->doc.doc_id,
		.line_no = line->line_no, .claim_lot_id = line->claim_lot_id });
}

static enum err post_goods(struct ctx *cx, struct posting *p, size_t i)
{
	const struct doc_work *w = p->w;
	const struct doc_line *line = &w->doc.lines[i];
	struct load load = { 0 };
	int64_t *by = arena_array(&cx->mem, int64_t, w->kind->n_shares + 1);
	bool fresh = false;

	for (size_t k = 0; k < w->kind->n_shares; k++) {
		by[k] = thing_of(&w->kind->shares[k]) == THING_GOODS ? difference(w, &w->kind->shares[k], i) : 0;
		fresh |= by[k] > 0 && (ledger_account_info(w->kind->shares[k].account)->flags & ACC_ISSUE);
	}
	for (size_t k = 0; k < w->kind->n_shares; k++)
		if (by[k] < 0)
			TRY(pick(cx, p, &w->kind->shares[k], line, fresh, -by[k], &load));
	for (size_t k = 0; k < w->kind->n_shares; k++)
		if (by[k] > 0)
			give(cx, p, &w->kind->shares[k], line, by[k], &load);
	return ERR_OK;
}

static enum err post_line(struct ctx *cx, struct posting *p, size_t i)
{
	TRY(post_goods(cx, p, i));
	if (moves(p->w, THING_CLAIM, i)) {
		if (!p->w->doc.lines[i].claim_lot_id)
			TRY(open_claim(cx, p, i));
		move_lot(cx, p, THING_CLAIM, p->w->doc.lines[i].claim_lot_id, i);
	}
	move_lot(cx, p, THING_MONEY, LEDGER_MONEY, i);
	return ERR_OK;
}

static enum err grow_line(struct ctx *cx, struct posting *p, size_t i)
{
	const struct doc_work *w = p->w;
	int64_t by[COUNTERS] = { 0 };

	for (int c = 0; c < COUNTERS; c++)
		if (w->step->grow & C(c)) {
			by[c] = w->grow[i];
			arena_push(&cx->mem, p->growth, p->n_growth, p->growth_room) =
				(struct ledger_growth){ w->doc.lines[i].line_no, counter_name[c], w->grow[i] };
		}
	if (w->begins)                          /* the row is written once, with its counters */
		return ERR_OK;
	return document_grow(cx, (struct document_grow_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id,
		.line_no = w->doc.lines[i].line_no, .granted = by[GRANTED], .dropped = by[DROPPED], .sent = by[SENT],
		.arrived = by[ARRIVED], .short_qty = by[SHORT], .found = by[FOUND], .lost = by[LOST], .taken = by[TAKEN], .back = by[BACK],
		.billed = by[BILLED], .paid = by[PAID] });
}

/* Free text may name people: it stands beside the journal, which keeps only its salted hash. */
void doc_seal_note(struct ctx *cx, const char *text, struct sealed_note *ret)
{
	uint8_t bytes[16];
	struct hash hash;
	const char *salted;

	*ret = (struct sealed_note){ 0 };
	if (!text || !text[0])
		return;
	cx->random(bytes, sizeof bytes);
	for (int i = 0; i < 16; i++)
		snprintf(ret->salt + 2 * i, 3, "%02x", bytes[i]);
	salted = arena_print(&cx->mem, "%s%s", ret->salt, text);
	hash = sha256(salted, strlen(salted));
	hash_write(&hash, ret->hash);
	ret->text = text;
}

enum err doc_keep_note(struct ctx *cx, int64_t doc_id, int64_t seq, const struct sealed_note *note)
{
	if (!note->text)
		return ERR_OK;
	return document_add_note(cx, (struct document_add_note_in){ .district_id = cx->district_id, .doc_id = doc_id, .seq = seq,
		.salt = note->salt, .note = note->text });
}

/* The signature is part of what the entry's hash covers. */
static const char *sign_hash_of(struct ctx *cx, const struct doc_signature *s)
{
	char *hex = arena_new(&cx->mem, SHA256_HEX);

	if (!s->needed)
		return NULL;
	bytes_signature(&cx->mem, &(struct bytes_signature){ s->role, s->hash, s->place_no, cx->actor->account_id, s->for_id }, hex);
	return hex;
}

static enum err post_entry(struct ctx *cx, struct posting *p, const struct doc_signature *sign, const char *number, int64_t *ret_seq)
{
	struct doc_work *w = p->w, with_number = *w;
	struct sealed_note note;
	char content[SHA256_HEX];
	struct ledger_posted posted;

	if (number[0])
		with_number.doc.number = number;
	TRY(doc_content_hash(cx, &with_number, content));
	doc_seal_note(cx, w->move->note, &note);
	TRY(ledger_post(cx, &(struct ledger_entry){ .doc_id = w->doc.doc_id, .doc_version = w->doc.steps + 1, .kind = w->kind->name,
		.verb = w->step->verb, .from_state = w->doc.state, .to_state = w->to_state, .actor_id = cx->actor->account_id,
		.happened_ms = w->move->happened_ms, .crosses = p->n_change ? w->step->crosses : 0, .content_hash = content,
		.note_hash = note.text ? note.hash : NULL, .sign_hash = sign_hash_of(cx, sign), .lots = p->lot, .n_lots = p->n_lot, .changes = p->change, .n_changes = p->n_change,
		.grown = p->growth, .n_grown = p->n_growth }, &posted));
	*ret_seq = posted.seq;
	return doc_keep_note(cx, w->doc.doc_id, posted.seq, &note);
}

/* Whether lots will be picked: only then is it asked which ones each line has put where. */
static bool moves_goods(const struct doc_work *w)
{
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (w->grow[i] && moves(w, THING_GOODS, i))
			return true;
	return false;
}

enum err doc_post(struct ctx *cx, struct doc_work *w, const struct doc_signature *sign, const char *number, int64_t *ret_seq)
{
	struct posting p = { .w = w };
	const bool done = sign->done;

	if (done && w->step->grow && w->doc.steps && moves_goods(w))
		TRY(load_lots(cx, w->doc.doc_id, holds_goods(w->kind), &p.own));
	for (size_t i = 0; done && i < w->doc.n_lines; i++)
		if (w->grow[i]) {
			TRY(post_line(cx, &p, i));
			TRY(grow_line(cx, &p, i));
		}
	return post_entry(cx, &p, sign, number, ret_seq);
}
