/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/document.h"
#include "caps/ledger/verify.h"
#include "caps/place/place.h"
#include "http/op.h"

/* Verifying a ledger in use, through its server: `baogong verify` for live data. */

struct verify_in { bool full; };
struct verify_finding { const char *table, *id, *column, *zh, *en; };
struct verify_out {
	bool sound, more;
	int64_t entries, postings, balances, documents, seals;
	struct list findings;
};

static SHAPE(verify_in, OPT_BOOL(verify_in, full, "everything; else the last 10,000 entries and all balances"));
static SHAPE(verify_finding,
	TEXT(verify_finding, table, 1, 60, "table"), TEXT(verify_finding, id, 0, 200, "row"), TEXT(verify_finding, column, 0, 60, "column"),
	TEXT(verify_finding, zh, 0, 600, "what is wrong, in Chinese"), TEXT(verify_finding, en, 0, 600, "what is wrong"));
static SHAPE(verify_out,
	BOOL(verify_out, sound, "nothing is wrong"), BOOL(verify_out, more, "there are more findings than these"),
	I64(verify_out, entries, 0, INT64_MAX, "entries checked"), I64(verify_out, postings, 0, INT64_MAX, "postings checked"),
	I64(verify_out, balances, 0, INT64_MAX, "balances checked"), I64(verify_out, documents, 0, INT64_MAX, "documents checked"),
	I64(verify_out, seals, 0, INT64_MAX, "seals checked"),
	LIST(verify_out, findings, &verify_finding_shape, 0, VERIFY_FINDINGS_MAX, "what is wrong"));

static enum err verify(struct ctx *cx, bool quick, struct verify_out *out)
{
	struct verify_result r;
	struct verify_finding *made;
	struct place root;

	TRY(place_root(cx, &root));
	TRY(ctx_need(cx, PERM_LEDGER_READ, root.path));
	TRY(verify_run(cx, &(struct verify_options){ .quick = quick, .content = document_content }, &r));
	made = arena_array(&cx->mem, struct verify_finding, r.n_findings + 1);
	for (size_t i = 0; i < r.n_findings; i++)
		made[i] = (struct verify_finding){ r.findings[i].table, r.findings[i].id, r.findings[i].column, r.findings[i].zh, r.findings[i].en };
	*out = (struct verify_out){ !r.n_findings, r.more, r.entries, r.postings, r.balances, r.documents, r.seals, { made, r.n_findings } };
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

extern const struct op verify_ops[];
const struct op verify_ops[] = {
	{ .method = "GET", .path = "/api/v1/ledger/verify", .name = "ledger_verify", .zh = "核验全部数据", .en = "Verify everything: chain, balances, seals, documents",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .out = &verify_out_shape, .run = run_verify, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/ledger/invariants", .name = "ledger_invariants", .zh = "快速核验", .en = "The quick check: last entries, balances, head, seals",
	  .perm = PERM_LEDGER_READ, .tx = TX_READ, .in = &verify_in_shape, .out = &verify_out_shape, .run = run_invariants, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
