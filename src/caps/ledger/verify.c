/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"
#include "base/buf.h"
#include "verify.sql.h"
#include <stdio.h>
#include <string.h>

enum { SEARCH_BYTES = 200000000, CHUNK = 4096, QUICK_ENTRIES = 10000 };

/* ---- findings ---- */

void v_found(struct verify *v, const char *table, const char *id, const char *column, const char *zh, const char *en, ...)
{
	struct verify_result *r = v->result;
	struct finding f = { .table = table, .column = column };
	struct arena *mem = &v->cx->mem;
	char text[600];
	va_list args;

	if (r->n_findings == VERIFY_FINDINGS_MAX) {
		r->more = true;
		return;
	}
	f.id = v->many ? arena_print(mem, "%lld/%s", (long long)v->district, id) : arena_text(mem, id);
	va_start(args, en);
	vsnprintf(text, sizeof text, zh, args);
	va_end(args);
	f.zh = arena_text(mem, text);
	va_start(args, en);
	vsnprintf(text, sizeof text, en, args);
	va_end(args);
	f.en = arena_text(mem, text);
	r->findings[r->n_findings++] = f;
}

const char *v_id(struct verify *v, int64_t number)
{
	return arena_print(&v->cx->mem, "%lld", (long long)number);
}

const char *v_id2(struct verify *v, int64_t a, int64_t b)
{
	return arena_print(&v->cx->mem, "%lld/%lld", (long long)a, (long long)b);
}

/* ---- one entry with everything its hash covers ---- */

static void gather_births(struct verify *v, struct v_view *w)
{
	size_t n = 0, m = 0, first = v->next_birth, first_lot = v->next_lot_birth;

	while (v->next_birth < v->n_accounts && v->births[v->next_birth]->born <= w->e->seq)
		n += v->births[v->next_birth++]->born == w->e->seq;
	while (v->next_lot_birth < v->n_lots && v->lot_births[v->next_lot_birth]->born <= w->e->seq)
		m += v->lot_births[v->next_lot_birth++]->born == w->e->seq;
	w->accounts = arena_array(&v->chunk, struct v_account *, n + 1);
	w->lots = arena_array(&v->chunk, struct v_lot *, m + 1);
	for (; first < v->next_birth; first++)
		if (v->births[first]->born == w->e->seq && !v->births[first]->claimed) {
			v->births[first]->claimed = true;
			w->accounts[w->n_accounts++] = v->births[first];
		}
	for (; first_lot < v->next_lot_birth; first_lot++)
		if (v->lot_births[first_lot]->born == w->e->seq && !v->lot_births[first_lot]->claimed) {
			v->lot_births[first_lot]->claimed = true;
			w->lots[w->n_lots++] = v->lot_births[first_lot];
		}
}

static void gather_moves(struct verify *v, struct v_view *w)
{
	int64_t seq = w->e->seq;

	for (; v->next_p < v->n_p && v->p[v->next_p].seq < seq; v->next_p++)
		v_found(v, "ledger_posting", v_id2(v, v->p[v->next_p].seq, v->p[v->next_p].no), "seq", "没有第 %lld 笔分录",
			"there is no entry %lld", (long long)v->p[v->next_p].seq);
	for (w->postings = v->p + v->next_p; v->next_p < v->n_p && v->p[v->next_p].seq == seq; v->next_p++)
		w->n_postings++;
	for (; v->next_g < v->n_g && v->g[v->next_g].seq < seq; v->next_g++)
		v_found(v, "ledger_progress", arena_print(&v->cx->mem, "%lld/%lld/%s", (long long)v->g[v->next_g].seq,
			(long long)v->g[v->next_g].line, v->g[v->next_g].counter), "seq", "没有第 %lld 笔分录", "there is no entry %lld",
			(long long)v->g[v->next_g].seq);
	for (w->grown = v->g + v->next_g; v->next_g < v->n_g && v->g[v->next_g].seq == seq; v->next_g++)
		w->n_grown++;
}

static void find_orphans(struct verify *v)
{
	struct v_entry end = { .seq = INT64_MAX };
	struct v_view none = { .e = &end };

	gather_moves(v, &none);
}

/* ---- the chain ---- */

static bool same(const struct hash *a, const struct hash *b) { return !memcmp(a, b, sizeof *a); }

/* The entry before had a hash that fits nothing found.  Now the next one tells: its
 * hash was made from what the column truly held. */
static void settle_doubt(struct verify *v, bool column_changed)
{
	if (!v->last_doubt)
		return;
	v->last_doubt = false;
	if (column_changed)
		v_found(v, "ledger_entry", v_id(v, v->last_seq), "hash", "散列值被改过：下一笔证明它原来与内容相符",
			"the hash itself was changed: what follows proves that it fitted the contents");
	else
		v_found(v, "ledger_entry", v_id(v, v->last_seq), "hash",
			"散列与内容不符：该分录、其记账行、计数或同时建立的账户和批次中有值被改、增或删",
			"does not fit: one of the hashed fields of the entry, its postings, progress, or the accounts and lots born with it was changed, added or removed");
}

static void check_chain(struct verify *v, struct v_view *w)
{
	struct hash before = v->last_hash, computed;

	if (w->e->seq != v->last_seq + 1) {
		settle_doubt(v, false);
		v_found(v, "ledger_entry", v_id(v, v->last_seq + 1), "seq", "缺少第 %lld 至 %lld 笔分录", "entries %lld to %lld are missing",
			(long long)v->last_seq + 1, (long long)w->e->seq - 1);
		return;                                  /* what it was chained to is gone; the next entry proves this one's hash */
	}
	computed = v_entry_hash(v, w, &before);
	if (v->last_doubt && !same(&computed, &w->e->hash)) {
		struct hash other = v_entry_hash(v, w, &v->last_true);

		settle_doubt(v, same(&other, &w->e->hash));
		if (same(&other, &w->e->hash))
			return;
	}
	settle_doubt(v, false);
	if (same(&computed, &w->e->hash) || v_search(v, w, &before))
		return;
	v->last_doubt = true;
	v->last_true = computed;
}

static void know_actor(struct verify *v, int64_t actor)
{
	bool fresh;
	uint32_t *at = v_map_at(&v->cx->mem, &v->reversed, actor, INT64_MAX, &fresh);

	if (fresh) {
		*at = 0;
		arena_push(&v->cx->mem, v->actors, v->n_actors, v->actors_room) = actor;
	}
}

static enum err take(struct verify *v, struct v_entry *e)
{
	struct v_view w = { .e = e };

	gather_births(v, &w);
	gather_moves(v, &w);
	check_chain(v, &w);
	TRY(v_entry_check(v, &w));
	if (v->days)
		TRY(v_days_take(v, &w));
	know_actor(v, e->actor);
	while (v->next_seal < v->n_seals && v->seals[v->next_seal].seq < e->seq)
		v->next_seal++;
	for (; v->next_seal < v->n_seals && v->seals[v->next_seal].seq == e->seq; v->next_seal++) {
		v->seals[v->next_seal].entry = e->hash;
		v->seals[v->next_seal].entry_known = true;
	}
	v->last_seq = e->seq;
	v->last_posted = e->posted > v->last_posted ? e->posted : v->last_posted;
	v->last_hash = e->hash;
	v->result->entries++;
	v->result->postings += (int64_t)w.n_postings;
	return ERR_OK;
}

static enum err check_head(struct verify *v)
{
	struct verify_head_row head;
	enum err e = verify_head(v->cx, (struct verify_head_in){ v->district }, &head);
	const char *id = v_id(v, v->district);
	struct hash h = { 0 };
	char hex[SHA256_HEX];

	if (e == ERR_NOT_FOUND && v->last_seq == 0)         /* drafts alone: the first entry makes the head */
		return ERR_OK;
	if (e == ERR_NOT_FOUND) {
		v_found(v, "ledger_head", id, "district_id", "缺少链头这一行", "the row of the head is missing");
		settle_doubt(v, false);
		return ERR_OK;
	}
	TRY(e);
	if (!head.hash || !hash_read(head.hash, &h))
		v_found(v, "ledger_head", id, "hash", "不是散列", "is not a hash");
	if (v->last_doubt)
		settle_doubt(v, same(&h, &v->last_true));
	else if (!same(&h, &v->last_hash))
		v_found(v, "ledger_head", id, "hash", "应为最后一笔的 %s", "should be that of the last entry, %s", hash_write(&v->last_hash, hex));
	if (head.seq > v->last_seq)
		v_found(v, "ledger_entry", v_id(v, v->last_seq + 1), "seq", "缺少第 %lld 至 %lld 笔分录", "entries %lld to %lld are missing",
			(long long)v->last_seq + 1, (long long)head.seq);
	if (head.seq != v->last_seq)
		v_found(v, "ledger_head", id, "seq", "为 %lld，而最后一笔是 %lld", "is %lld, the last entry is %lld", (long long)head.seq, (long long)v->last_seq);
	if (head.posted_ms != v->last_posted)
		v_found(v, "ledger_head", id, "posted_ms", "为 %lld，而最后一笔是 %lld", "is %lld, the last entry has %lld",
			(long long)head.posted_ms, (long long)v->last_posted);
	if (head.seals != (int64_t)v->n_seals)
		v_found(v, head.seals > (int64_t)v->n_seals ? "ledger_seal" : "ledger_head", head.seals > (int64_t)v->n_seals ? v_id(v, head.seals) : id,
			head.seals > (int64_t)v->n_seals ? "seal_no" : "seals", "链头记 %lld 个签章，实有 %lld 个", "the head counts %lld seals, there are %lld",
			(long long)head.seals, (long long)v->n_seals);
	return ERR_OK;
}

/* --quick: the last entries, trusted up to where they begin. */
static enum err skip_to_the_end(struct verify *v)
{
	struct verify_head_row head;
	struct v_entry *first;
	int64_t upto;
	enum err e = verify_head(v->cx, (struct verify_head_in){ v->district }, &head);

	if (e == ERR_NOT_FOUND || (!e && head.seq <= QUICK_ENTRIES))
		return ERR_OK;
	TRY(e);
	v->partial = true;
	v->last_seq = head.seq - QUICK_ENTRIES - 1;
	TRY(v_load_chunk(v, 1, &upto));
	if (!v->n_e)
		return ERR_OK;
	first = &v->e[0];
	v->last_seq = first->seq;
	v->last_posted = first->posted;
	v->last_hash = first->hash;
	while (v->next_birth < v->n_accounts && v->births[v->next_birth]->born <= first->seq)
		v->births[v->next_birth++]->claimed = true;
	while (v->next_lot_birth < v->n_lots && v->lot_births[v->next_lot_birth]->born <= first->seq)
		v->lot_births[v->next_lot_birth++]->claimed = true;
	return ERR_OK;
}

static enum err take_type(struct ctx *cx, const void *row, void *user)
{
	const struct verify_types_row *r = row;
	struct arena *mem = &cx->mem;

	v_found(user, arena_text(mem, r->table_name), arena_text(mem, r->id), arena_text(mem, r->column_name),
		"不是这一列该有的类型", "is not of the type this column holds");
	return ERR_OK;
}

/* What is wrong elsewhere is wrong here too, and named better there. */
static enum err check_shares(struct verify *v)
{
	const int64_t mine = v->cx->district_id;
	struct finding *f;
	size_t n;
	enum err e;

	v->result->shares = v->result->shares && v->options->shares && !v->options->quick && !v->result->n_findings;
	if (!v->options->shares || v->options->quick || v->result->n_findings)
		return ERR_OK;
	v->cx->district_id = v->district;
	e = v->options->shares(v->cx, &f, &n);
	v->cx->district_id = mine;
	for (size_t i = 0; !e && i < n; i++) {
		f[i].id = v->many ? arena_print(&v->cx->mem, "%lld/%s", (long long)v->district, f[i].id) : f[i].id;
		v->result->findings[v->result->n_findings++] = f[i];     /* the first ones; never more than fit */
	}
	return e;
}

/* The books of capabilities against the journal. */
static enum err check_rooms(struct verify *v)
{
	const int64_t mine = v->cx->district_id;
	struct finding *f;
	enum err e = ERR_OK;
	int64_t asked = 0;
	size_t n;

	for (size_t k = 0; !e && v->options->rooms && v->options->rooms[k] && !v->result->n_findings; k++, asked++) {
		v->cx->district_id = v->district;
		e = v->options->rooms[k](v->cx, &f, &n);
		v->cx->district_id = mine;
		for (size_t i = 0; !e && i < n && v->result->n_findings < VERIFY_FINDINGS_MAX; i++) {
			f[i].id = v->many ? arena_print(&v->cx->mem, "%lld/%s", (long long)v->district, f[i].id) : f[i].id;
			v->result->findings[v->result->n_findings++] = f[i];
		}
	}
	v->result->rooms = asked < v->result->rooms ? asked : v->result->rooms;
	return e;
}

static enum err verify_district(struct ctx *cx, int64_t district, bool many, const struct verify_options *options, struct verify_result *result)
{
	struct verify v = { .cx = cx, .district = district, .many = many,
		.result = result, .options = options, .search_bytes = options->search_bytes ? options->search_bytes : SEARCH_BYTES, .bytes = BUF(&cx->mem) };
	int64_t upto = 0;
	enum err e;

	v.last_hash = v_genesis(district);
	result->districts++;
	if (!options->quick)
		TRY(verify_types(cx, (struct verify_types_in){ district }, take_type, &v));
	TRY(v_load(&v));
	TRY(options->quick ? skip_to_the_end(&v) : v_days_begin(&v));
	while (upto != INT64_MAX) {
		e = v_load_chunk(&v, CHUNK, &upto);
		for (size_t i = 0; !e && i < v.n_e; i++)
			e = take(&v, &v.e[i]);
		if (!e && upto == INT64_MAX)
			find_orphans(&v);
		if (!e && options->keep_on && !options->keep_on(options->keep_on_of, result->entries))
			e = fail(cx, ERR_BAD_STATE, NULL, "核验已停下，没有核完", "verifying was stopped before its end");
		if (e) {
			arena_reset(&v.chunk);
			return e;
		}
	}
	arena_reset(&v.chunk);
	TRY(check_head(&v));
	TRY(v_end(&v));
	if (v.days)
		TRY(v_days_end(&v));
	TRY(v_seals_check(&v));
	TRY(check_shares(&v));
	return check_rooms(&v);
}

enum err verify_run(struct ctx *cx, const struct verify_options *options, struct verify_result *ret)
{
	struct verify_next_district_row row, next;

	*ret = (struct verify_result){ .findings = arena_array(&cx->mem, struct finding, VERIFY_FINDINGS_MAX), .shares = options->shares && !options->quick };
	while (options->rooms && options->rooms[ret->rooms])
		ret->rooms++;
	TRY(verify_next_district(cx, (struct verify_next_district_in){ INT64_MIN }, &row));
	if (!row.district_id)
		return ERR_OK;
	TRY(verify_next_district(cx, (struct verify_next_district_in){ row.district_id + 1 }, &next));
	for (bool many = next.district_id != 0; row.district_id;) {
		TRY(verify_district(cx, row.district_id, many, options, ret));
		TRY(verify_next_district(cx, (struct verify_next_district_in){ row.district_id + 1 }, &row));
	}
	return ERR_OK;
}
