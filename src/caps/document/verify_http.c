/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/verify.h"
#include "caps/ledger/verify_desk.h"
#include "caps/place/place.h"
#include "http/op.h"

/* Verifying a ledger in use, through its server: `baogong verify` for live data. */
enum { VERIFY_AT_ONCE = 1000000 };            /* entries: about 5 s of processor */

struct verify_in { bool full; };
struct verify_finding { const char *table, *id, *column, *zh, *en; };
struct verify_out {
	bool sound, more, shares;
	int64_t rooms, entries, postings, balances, documents, seals;
	struct list findings;
};

static SHAPE(verify_in, OPT_BOOL(verify_in, full, "everything; else the last 10,000 entries and all balances"));
static SHAPE(verify_finding,
	TEXT(verify_finding, table, 1, 60, "table"), TEXT(verify_finding, id, 0, 200, "row"), TEXT(verify_finding, column, 0, 60, "column"),
	TEXT(verify_finding, zh, 0, 600, "what is wrong, in Chinese"), TEXT(verify_finding, en, 0, 600, "what is wrong"));
static SHAPE(verify_out,
	BOOL(verify_out, sound, "nothing is wrong"), BOOL(verify_out, more, "there are more findings than these"),
	BOOL(verify_out, shares, "what each document should have moved was compared with every account (full check only; false after findings)"),
	I64(verify_out, rooms, 0, 100, "so many capabilities proved their own books against the journal"),
	I64(verify_out, entries, 0, INT64_MAX, "entries checked"), I64(verify_out, postings, 0, INT64_MAX, "postings checked"),
	I64(verify_out, balances, 0, INT64_MAX, "balances checked"), I64(verify_out, documents, 0, INT64_MAX, "documents checked"),
	I64(verify_out, seals, 0, INT64_MAX, "seals checked"),
	LIST(verify_out, findings, &verify_finding_shape, 0, VERIFY_FINDINGS_MAX, "what is wrong"));

static void result_out(struct ctx *cx, const struct verify_result *r, struct verify_out *out)
{
	struct verify_finding *made = arena_array(&cx->mem, struct verify_finding, r->n_findings + 1);

	for (size_t i = 0; i < r->n_findings; i++)
		made[i] = (struct verify_finding){ r->findings[i].table, r->findings[i].id, r->findings[i].column, r->findings[i].zh, r->findings[i].en };
	*out = (struct verify_out){ !r->n_findings, r->more, r->shares, r->rooms, r->entries, r->postings, r->balances, r->documents, r->seals, { made, r->n_findings } };
}

/* A long ledger is not proved within one request: it would hold a worker and a reading connection for minutes. */
static enum err need_short(struct ctx *cx)
{
	struct ledger_head head;

	TRY(ledger_head(cx, &head));
	if (head.seq <= VERIFY_AT_ONCE)
		return ERR_OK;
	return fail(cx, ERR_TOO_LARGE, NULL, "总账有 %lld 笔，一次请求最多核 %d 笔；请用 POST /api/v1/ledger/verification 边用边核",
		    "the ledger has %lld entries, one request proves at most %d; begin POST /api/v1/ledger/verification, which works beside the rest",
		    (long long)head.seq, VERIFY_AT_ONCE);
}

static enum err verify(struct ctx *cx, bool quick, struct verify_out *out)
{
	const struct verify_desk *d = cx->verify_desk;
	struct verify_result r;
	struct place root;

	TRY(place_root(cx, &root));
	TRY(ctx_need(cx, PERM_LEDGER_READ, root.path));
	if (!quick)
		TRY(need_short(cx));
	TRY(verify_run(cx, &(struct verify_options){ .quick = quick, .content = document_content, .shares = document_verify,
		.rooms = d ? d->rooms : NULL, .keep_on = d ? d->keep_on : NULL, .keep_on_of = d ? d->of : NULL }, &r));
	result_out(cx, &r, out);
	return ERR_OK;
}

static enum err run_verify(struct ctx *cx, const void *input, void *output)
{
	(void)input;
	return verify(cx, false, output);
}

static enum err run_invariants(struct ctx *cx, const void *input, void *output)
{
	return verify(cx, !((const struct verify_in *)input)->full, output);
}

/* ---- the full check beside the work ---- */

static const char *const phase_words[] = { "never", "running", "done", "stopped", "failed", NULL };
struct progress_out { int64_t phase, started, ended, entries_done, entries_total, quick_sound; struct verify_out found; const char *why_zh, *why_en; };
static SHAPE(progress_out,
	WORD(progress_out, phase, phase_words, "never since the server started, running, done, stopped, failed"),
	OPT_TIME(progress_out, started, "when it began"), OPT_TIME(progress_out, ended, "when it ended"),
	I64(progress_out, entries_done, 0, INT64_MAX, "entries checked so far"), I64(progress_out, entries_total, 0, INT64_MAX, "entries to check"),
	OPT_TIME(progress_out, quick_sound, "when the hourly quick check last found all sound"),
	OBJECT(progress_out, found, &verify_out_shape, "what the last one that was done found"),
	OPT_TEXT(progress_out, why_zh, 0, 400, "why it failed, in Chinese"), OPT_TEXT(progress_out, why_en, 0, 400, "why it failed"));

static enum err desk(struct ctx *cx, const struct verify_desk **ret)
{
	struct place root;

	TRY(place_root(cx, &root));
	TRY(ctx_need(cx, PERM_LEDGER_READ, root.path));
	*ret = cx->verify_desk;
	return *ret ? ERR_OK : fail(cx, ERR_BLOCKED, NULL, "本服务器不能边用边核；请用 baogong verify", "this server does not verify beside its work; use baogong verify");
}

static enum err progress(struct ctx *cx, const struct verify_progress *p, struct progress_out *out)
{
	*out = (struct progress_out){ .phase = p->phase, .started = p->started_ms, .ended = p->ended_ms, .entries_done = p->entries_done,
		.entries_total = p->entries_total, .quick_sound = p->sound_ms, .why_zh = p->why_zh, .why_en = p->why_en };
	result_out(cx, &p->result, &out->found);
	return ERR_OK;
}

static enum err look(struct ctx *cx, const struct verify_desk *d, struct progress_out *out)
{
	struct verify_progress p;

	d->look(d->of, &cx->mem, &p);
	return progress(cx, &p, out);
}

static enum err run_progress(struct ctx *cx, const void *input, void *output)
{
	const struct verify_desk *d;

	(void)input;
	TRY(desk(cx, &d));
	return look(cx, d, output);
}

static enum err run_start(struct ctx *cx, const void *input, void *output)
{
	const struct verify_desk *d;
	struct verify_progress p;

	(void)input;
	TRY(desk(cx, &d));
	d->start(d->of, &cx->mem, &p);
	return progress(cx, &p, output);
}

static enum err run_stop(struct ctx *cx, const void *input, void *output)
{
	const struct verify_desk *d;

	(void)input;
	TRY(desk(cx, &d));
	d->stop(d->of);
	return look(cx, d, output);
}

#define DESK_OP(method_, name_, zh_, en_, run_) \
	{ .method = method_, .path = "/api/v1/ledger/verification", .name = name_, .zh = zh_, .en = en_, .perm = PERM_LEDGER_READ, .tx = TX_READ, \
	  .flags = OP_ONCE_ANYWAY | OP_QUIET, .out = &progress_out_shape, .run = run_, .fails = { ERR_NOT_FOUND, ERR_BLOCKED } }

extern const struct op verify_ops[];
const struct op verify_ops[] = {
	{ .method = "GET", .path = "/api/v1/ledger/verify", .name = "ledger_verify", .zh = "核验全部数据", .en = "Verify everything: chain, balances, seals, documents, the books of capabilities (up to 1,000,000 entries)",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .out = &verify_out_shape, .run = run_verify, .fails = { ERR_NOT_FOUND, ERR_TOO_LARGE, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/ledger/invariants", .name = "ledger_invariants", .zh = "快速核验", .en = "The quick check: last entries, balances, head, seals",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .in = &verify_in_shape, .out = &verify_out_shape, .run = run_invariants, .fails = { ERR_NOT_FOUND, ERR_TOO_LARGE, ERR_BAD_STATE } },
	DESK_OP("GET", "ledger_verification", "全部核验进行到哪", "How the full check stands, and what it found", run_progress),
	DESK_OP("POST", "ledger_verification_start", "开始全部核验", "Begin the full check beside the work", run_start),
	DESK_OP("DELETE", "ledger_verification_stop", "停下全部核验", "Stop the full check", run_stop),
	{ 0 },
};
