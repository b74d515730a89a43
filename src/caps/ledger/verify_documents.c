/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"
#include "base/buf.h"
#include "verify_doc.sql.h"
#include <stdio.h>
#include <string.h>

/* Documents against the journal.  The journal says which documents there are, in
 * which state, how far each counter of each line has grown, and what the content
 * hashed to; the tables must say the same. */

enum { DOC_CHUNK = 2000 };
static const char *const counters[V_COUNTERS] = { "asked", "granted", "dropped", "sent", "arrived", "short", "found", "lost", "taken",
	"back", "billed", "paid" };

struct documents {
	struct verify *v;
	struct verify_docs_row *docs; size_t n, room;
	struct verify_doc_lines_row *lines; size_t n_lines, lines_room, next_line;
	bool any;
};

static struct v_line *line_of(struct verify *v, int64_t doc, int64_t line)
{
	bool fresh;
	uint32_t *at = v_map_at(&v->cx->mem, &v->line_at, doc, line, &fresh);

	if (fresh) {
		*at = (uint32_t)v->n_lines;
		arena_push(&v->cx->mem, v->lines, v->n_lines, v->lines_room) = (struct v_line){ .seen = false };
	}
	return &v->lines[*at];
}

void v_grow_lines(struct verify *v, const struct v_view *w)
{
	for (size_t i = 0; i < w->n_grown; i++) {
		const struct v_progress *g = &w->grown[i];
		int c = 1;

		while (c < V_COUNTERS && strcmp(counters[c], g->counter))
			c++;
		if (c == V_COUNTERS)
			v_found(v, "ledger_progress", arena_print(&v->cx->mem, "%lld/%lld/%s", (long long)g->seq, (long long)g->line, g->counter),
				"counter", "没有这种计数", "there is no such counter");
		else
			line_of(v, w->e->doc, g->line)->grown[c] += g->qty;
	}
}

/* ---- content: what was signed is what stands there ---- */

#define PUT_ALL(b, ...) do { \
		const int64_t put_[] = { __VA_ARGS__ }; \
		for (size_t put_i = 0; put_i < sizeof put_ / sizeof *put_; put_i++) \
			v_put((b), put_[put_i]); \
	} while (0)

static void put_text(struct buf *b, const char *text)
{
	size_t n = strlen(text);

	v_put(b, (int64_t)n);
	buf_add(b, text, n);
}

static struct hash content_of(struct verify *v, const struct verify_docs_row *d, const struct verify_doc_lines_row *lines, size_t n)
{
	struct buf *b = &v->bytes;

	b->n = 0;
	put_text(b, d->kind);
	put_text(b, d->number);
	PUT_ALL(b, d->doc_id, d->parent_id, d->giver_id, d->taker_id, d->carrier_id, d->worker_id, d->from_place_id, d->to_place_id, d->owner_id,
		d->owner2_id, d->fund_id, d->fund2_id, d->total_fen, d->created_by, d->created_ms, d->plan_version);
	for (size_t i = 0; i < n; i++) {
		const struct verify_doc_lines_row *l = &lines[i];

		PUT_ALL(b, l->line_no, l->item_id, l->lot_id, l->claim_lot_id, l->place_id, l->owner_id, l->fund_id, l->price_fen, l->aid_fen,
			l->price_units, l->price_version, l->dir, l->asked, l->parent_line_no);
	}
	return sha256(b->at, b->n);
}

/* One number of a document that, changed back, makes the content fit: what stood there. */
struct content_search { struct verify *v; struct verify_docs_row *d; struct verify_doc_lines_row *lines; size_t n; const struct hash *target; };

static bool content_fits(struct content_search *s, const char *table, const char *id, const char *column, int64_t *cell, int64_t value)
{
	int64_t stands = *cell;
	struct hash h;

	if (value == stands || s->v->searched > s->v->search_bytes)
		return false;
	*cell = value;
	h = content_of(s->v, s->d, s->lines, s->n);
	s->v->searched += s->v->bytes.n + 200;
	*cell = stands;
	if (memcmp(&h, s->target, sizeof h))
		return false;
	v_found(s->v, table, id, column, "现为 %lld；链证明原为 %lld", "is %lld; the chain proves it was %lld", (long long)stands, (long long)value);
	return true;
}

static bool search_cell(struct content_search *s, const char *table, const char *id, const char *column, int64_t *cell)
{
	const struct verify_docs_row *d = s->d;
	const int64_t stands = *cell, likely[] = { 0, stands / 10, stands / 100, d->giver_id, d->taker_id, d->carrier_id, d->worker_id,
		d->from_place_id, d->to_place_id, d->owner_id, d->owner2_id, d->created_by, d->doc_id };

	for (size_t i = 0; i < sizeof likely / sizeof *likely; i++)
		if (content_fits(s, table, id, column, cell, likely[i]))
			return true;
	for (int64_t near = 1; near <= 100; near++)
		if (content_fits(s, table, id, column, cell, (int64_t)((uint64_t)stands + (uint64_t)near))
		    || content_fits(s, table, id, column, cell, (int64_t)((uint64_t)stands - (uint64_t)near)))
			return true;
	return false;
}

static bool search_content(struct content_search *s)
{
	struct verify_docs_row *d = s->d;
	const char *id = v_id(s->v, d->doc_id);
	const struct { const char *column; int64_t *at; } head[] = { { "parent_id", &d->parent_id }, { "giver_id", &d->giver_id },
		{ "taker_id", &d->taker_id }, { "carrier_id", &d->carrier_id }, { "worker_id", &d->worker_id }, { "from_place_id", &d->from_place_id },
		{ "to_place_id", &d->to_place_id }, { "owner_id", &d->owner_id }, { "owner2_id", &d->owner2_id }, { "fund_id", &d->fund_id },
		{ "fund2_id", &d->fund2_id }, { "total_fen", &d->total_fen }, { "created_by", &d->created_by }, { "created_ms", &d->created_ms },
		{ "plan_version", &d->plan_version } };

	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		if (search_cell(s, "doc", id, head[i].column, head[i].at))
			return true;
	for (size_t i = 0; i < s->n; i++) {
		struct verify_doc_lines_row *l = &s->lines[i];
		const struct { const char *column; int64_t *at; } line[] = { { "item_id", &l->item_id }, { "lot_id", &l->lot_id },
			{ "claim_lot_id", &l->claim_lot_id }, { "place_id", &l->place_id }, { "owner_id", &l->owner_id }, { "fund_id", &l->fund_id },
			{ "price_fen", &l->price_fen }, { "aid_fen", &l->aid_fen }, { "price_units", &l->price_units },
			{ "price_version", &l->price_version }, { "dir", &l->dir }, { "asked", &l->asked }, { "parent_line_no", &l->parent_line_no } };

		for (size_t k = 0; k < sizeof line / sizeof *line; k++)
			if (search_cell(s, "doc_line", v_id2(s->v, l->doc_id, l->line_no), line[k].column, line[k].at))
				return true;
	}
	return false;
}

static enum err check_content(struct verify *v, struct verify_docs_row *d, struct verify_doc_lines_row *lines, size_t n,
			      const struct v_doc *known)
{
	struct content_search search = { v, d, lines, n, &known->content };
	struct hash h = content_of(v, d, lines, n);
	int64_t district = v->cx->district_id;
	char hex[SHA256_HEX] = "";
	enum err e;

	if (!memcmp(&h, &known->content, sizeof h))
		return ERR_OK;
	if (v->options->content) {                       /* a kind with fields of its own */
		v->cx->district_id = v->district;
		e = v->options->content(v->cx, d->doc_id, hex);
		v->cx->district_id = district;
		if (!e && hash_read(hex, &h) && !memcmp(&h, &known->content, sizeof h))
			return ERR_OK;
	}
	if (search_content(&search))
		return ERR_OK;
	v_found(v, "doc", v_id(v, d->doc_id), "*", "内容与第 %lld 笔分录所记的散列不符：单据头、行或本类单据的字段有值被改",
		"the content does not fit the hash in entry %lld: a value of its head, its lines or the kind's own fields was changed", (long long)known->last_seq);
	return ERR_OK;
}

/* ---- counters ---- */

static void check_line(struct verify *v, const struct verify_doc_lines_row *l)
{
	const int64_t stands[V_COUNTERS] = { l->asked, l->granted, l->dropped, l->sent, l->arrived, l->short_qty, l->found, l->lost, l->taken,
		l->back, l->billed, l->paid };
	const struct v_line none = { .seen = false };
	const struct v_line *known = &none;
	uint32_t at;

	if (v_map_find(&v->line_at, l->doc_id, l->line_no, &at)) {
		v->lines[at].seen = true;
		known = &v->lines[at];
	}
	for (int c = 1; c < V_COUNTERS; c++)
		if (stands[c] != known->grown[c])
			v_found(v, "doc_line", v_id2(v, l->doc_id, l->line_no), counters[c], "为 %lld，按分录应为 %lld", "is %lld, the journal makes %lld",
				(long long)stands[c], (long long)known->grown[c]);
	if (l->granted > l->asked || l->sent - l->back + l->dropped > l->granted || l->arrived + l->short_qty > l->sent
	    || l->taken + l->back > l->arrived || l->found + l->lost > l->short_qty || l->billed > l->taken || l->paid > l->billed)
		v_found(v, "doc_line", v_id2(v, l->doc_id, l->line_no), "asked", "计数的先后不成立（批准≤申请，发出≤批准，到达≤发出……）",
			"the order of the counters does not hold (granted <= asked, sent <= granted, arrived <= sent ...)");
}

static enum err check_doc(struct documents *all, struct verify_docs_row *d)
{
	struct verify *v = all->v;
	struct verify_doc_lines_row *lines = all->lines + all->next_line;
	const char *id = v_id(v, d->doc_id);
	struct v_doc *known;
	uint32_t at;
	size_t n = 0;

	while (all->next_line < all->n_lines && all->lines[all->next_line].doc_id < d->doc_id)
		all->next_line++, lines++;
	for (; all->next_line < all->n_lines && all->lines[all->next_line].doc_id == d->doc_id; n++)
		check_line(v, &all->lines[all->next_line++]);
	if (!v_map_find(&v->doc_at, d->doc_id, 0, &at)) {
		if (strcmp(d->state, "draft") || d->steps)
			v_found(v, "doc", id, "state", "为“%s”，但分录里没有这张单据", "is \"%s\", but the journal does not know this document", d->state);
		return ERR_OK;
	}
	known = &v->docs[at];
	known->seen = true;
	if (strcmp(d->state, known->state))
		v_found(v, "doc", id, "state", "为“%s”，按分录应为“%s”", "is \"%s\", the journal says \"%s\"", d->state, known->state);
	if (d->steps != known->version)
		v_found(v, "doc", id, "steps", "为 %lld，分录有 %lld 步", "is %lld, the journal has %lld", (long long)d->steps, (long long)known->version);
	if (d->version <= d->steps)
		v_found(v, "doc", id, "version", "为 %lld，至少应为 %lld", "is %lld, at least %lld is possible", (long long)d->version, (long long)d->steps + 1);
	if (strcmp(d->kind, known->kind))
		v_found(v, "doc", id, "kind", "为“%s”，按分录应为“%s”", "is \"%s\", the journal says \"%s\"", d->kind, known->kind);
	return check_content(v, d, lines, n, known);
}

/* ---- signatures and notes ---- */

/* Role, place, on whose behalf and over what: as the entry's own hash says.  Entries older than that hash say nothing. */
static void check_signature(struct verify *v, const struct verify_signs_row *r, const char *id)
{
	struct buf *b = &v->bytes;
	char hex[SHA256_HEX];
	struct hash h;

	b->n = 0;
	put_text(b, r->role);
	PUT_ALL(b, r->place_no, r->actor_id, r->for_id);
	put_text(b, r->signed_hash);
	h = sha256(b->at, b->n);
	if (*r->sign_hash && strcmp(hash_write(&h, hex), r->sign_hash))
		v_found(v, "doc_sign", id, "*", "签字的角色、次序、代谁签或所签内容与第 %lld 笔分录的散列不符",
			"role, place, on whose behalf or what was signed does not fit the hash in entry %lld", (long long)r->seq);
}

static enum err take_sign(struct ctx *cx, const void *row, void *user)
{
	const struct verify_signs_row *r = row;
	struct verify *v = user;
	const char *id = v_id2(v, r->doc_id, r->seq);

	(void)cx;
	if (r->entry_doc_id != r->doc_id)
		v_found(v, "doc_sign", id, "seq", "第 %lld 笔分录不是这张单据的", "entry %lld is not of this document", (long long)r->seq);
	else if (strcmp(r->verb, r->entry_verb))
		v_found(v, "doc_sign", id, "verb", "为“%s”，分录记的是“%s”", "is \"%s\", the entry says \"%s\"", r->verb, r->entry_verb);
	else if (r->actor_id != r->entry_actor_id)
		v_found(v, "doc_sign", id, "actor_id", "为 %lld，分录记的是 %lld", "is %lld, the entry says %lld", (long long)r->actor_id, (long long)r->entry_actor_id);
	else
		check_signature(v, r, id);
	return ERR_OK;
}

static enum err take_unsigned(struct ctx *cx, const void *row, void *user)
{
	const struct verify_unsigned_row *r = row;
	struct verify *v = user;

	(void)cx;
	v_found(v, "doc_sign", v_id2(v, r->doc_id, r->seq), "seq", "缺少“%s”这一步的签字", "the signature of the step \"%s\" is missing", r->verb);
	return ERR_OK;
}

static enum err take_note(struct ctx *cx, const void *row, void *user)
{
	const struct verify_notes_row *r = row;
	struct verify *v = user;
	struct buf *b = &v->bytes;
	char hex[SHA256_HEX];
	struct hash h;

	(void)cx;
	b->n = 0;
	buf_text(b, r->salt);
	buf_text(b, r->note);
	h = sha256(b->at, b->n);
	if (r->entry_doc_id != r->doc_id)
		v_found(v, "doc_note", v_id2(v, r->doc_id, r->seq), "seq", "第 %lld 笔分录不是这张单据的", "entry %lld is not of this document", (long long)r->seq);
	else if (strcmp(hash_write(&h, hex), r->note_hash))
		v_found(v, "doc_note", v_id2(v, r->doc_id, r->seq), "note", "文字或盐与第 %lld 笔分录的散列不符", "the text or its salt does not fit the hash in entry %lld", (long long)r->seq);
	return ERR_OK;
}

/* ---- all of them, in chunks ---- */

static enum err take_doc(struct ctx *cx, const void *row, void *user)
{
	struct documents *all = user;
	struct verify_docs_row d = *(const struct verify_docs_row *)row;

	(void)cx;
	d.kind = v_text(all->v, d.kind);
	d.state = v_text(all->v, d.state);
	d.number = arena_text(&all->v->chunk, d.number ? d.number : "");
	arena_push(&all->v->chunk, all->docs, all->n, all->room) = d;
	return ERR_OK;
}

static enum err take_line(struct ctx *cx, const void *row, void *user)
{
	struct documents *all = user;

	(void)cx;
	arena_push(&all->v->chunk, all->lines, all->n_lines, all->lines_room) = *(const struct verify_doc_lines_row *)row;
	return ERR_OK;
}

static enum err check_chunk(struct verify *v, int64_t *after, bool *ret_more)
{
	struct documents all = { .v = v };
	int64_t upto;

	TRY(verify_docs(v->cx, (struct verify_docs_in){ v->district, *after, DOC_CHUNK }, take_doc, &all));
	*ret_more = all.n == DOC_CHUNK;
	upto = *ret_more ? all.docs[all.n - 1].doc_id : INT64_MAX;
	TRY(verify_doc_lines(v->cx, (struct verify_doc_lines_in){ v->district, *after, upto }, take_line, &all));
	for (size_t i = 0; i < all.n; i++)
		TRY(check_doc(&all, &all.docs[i]));
	v->result->documents += (int64_t)all.n;
	*after = upto;
	return ERR_OK;
}

static enum err take_type(struct ctx *cx, const void *row, void *user)
{
	const struct verify_doc_types_row *r = row;
	struct arena *mem = &cx->mem;

	v_found(user, arena_text(mem, r->table_name), arena_text(mem, r->id), arena_text(mem, r->column_name),
		"不是这一列该有的类型", "is not of the type this column holds");
	return ERR_OK;
}

enum err verify_documents(struct verify *v)
{
	int64_t after = INT64_MIN;
	bool more = !v->options->journal_only && !v->partial;
	enum err e = ERR_OK;

	if (!more)
		return ERR_OK;
	TRY(verify_doc_types(v->cx, (struct verify_doc_types_in){ v->district }, take_type, v));
	while (more && !e) {
		e = check_chunk(v, &after, &more);
		arena_reset(&v->chunk);
	}
	TRY(e);
	for (size_t i = 0; i < v->n_docs; i++)
		if (!v->docs[i].seen)
			v_found(v, "doc", v_id(v, v->docs[i].id), "doc_id", "缺少这张单据（%s）", "this document is missing (%s)", v->docs[i].kind);
	TRY(verify_signs(v->cx, (struct verify_signs_in){ v->district }, take_sign, v));
	TRY(verify_unsigned(v->cx, (struct verify_unsigned_in){ v->district }, take_unsigned, v));
	return verify_notes(v->cx, (struct verify_notes_in){ v->district }, take_note, v);
}
