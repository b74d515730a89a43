/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DOCUMENT_WORLD_H
#define CAPS_DOCUMENT_WORLD_H
/* What the tests of documents share: the small district with goods in it and a
 * person for every part.  Tests only. */
#include "caps/party/party_world.h"
#include "base/civil.h"
#include "caps/document/document.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/verify.h"

struct people { struct actor *keeper, *keeper2, *far_keeper, *clerk, *carrier, *supply, *approver, *vetter; };
struct docs { struct small_district d; int64_t mask, rice, bleach; struct people by; int64_t supplier; };

static inline int64_t new_item(struct ctx *cx, const char *code, const char *category, int64_t pack, int64_t storage)
{
	int64_t id = 0;

	must(item_create(cx, &(struct item){ .code = code, .zh = code, .category = category, .unit = "件", .pack = pack,
		.pack_unit = pack > 1 ? "箱" : "", .storage = storage, .active = 1 }, &id));
	return id;
}

static inline struct docs open_docs(struct ctx *cx)
{
	struct docs w = { .d = open_district(cx), .supplier = 900001 };

	w.mask = new_item(cx, "MASK", "masks", 10, STORAGE_AMBIENT);
	w.rice = new_item(cx, "RICE", "rice", 1, STORAGE_AMBIENT);
	w.bleach = new_item(cx, "BLEACH", "disinfectant", 1, STORAGE_CORROSIVE);
	w.by = (struct people){ .keeper = new_actor(cx, "keeper", "warehouse_keeper", w.d.wa),
		.keeper2 = new_actor(cx, "keeper2", "warehouse_keeper", w.d.wa), .far_keeper = new_actor(cx, "farkeeper", "warehouse_keeper", w.d.wb),
		.clerk = new_actor(cx, "clerk", "unit_clerk", w.d.clinic), .carrier = new_actor(cx, "carrier", "carrier", w.d.root),
		.supply = new_actor(cx, "supply", "supply_group", w.d.root), .approver = new_actor(cx, "approver", "approver", w.d.root),
		.vetter = new_actor(cx, "vetter", "vetting_officer", w.d.root) };
	cx->actor = w.by.keeper;
	return w;
}

/* Every story ends with the proof: documents, lines, signatures and ledger agree. */
static inline void close_docs(struct ctx *cx)
{
	bool begun = store_in_transaction(cx->store);
	struct verify_result r;

	if (!begun)
		must(store_begin(cx));
	must(verify_run(cx, &(struct verify_options){ .content = document_content }, &r));
	for (size_t i = 0; i < r.n_findings; i++)
		print_error("%s:%s:%s: %s\n", r.findings[i].table, r.findings[i].id, r.findings[i].column, r.findings[i].en);
	assert_int_equal(r.n_findings, 0);
	must(document_verify(cx, &r.findings, &r.n_findings));
	for (size_t i = 0; i < r.n_findings; i++)
		print_error("%s:%s:%s: %s\n", r.findings[i].table, r.findings[i].id, r.findings[i].column, r.findings[i].en);
	assert_int_equal(r.n_findings, 0);
	if (!begun)
		store_rollback(cx);
	close_district(cx);
}

static inline enum err take_step(struct ctx *cx, const struct actor *who, int64_t doc_id, const char *verb, const struct doc_part *parts,
				 size_t n_parts, struct doc_moved *moved)
{
	cx->actor = who;
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = verb, .parts = parts, .n_parts = n_parts,
		.note = "因故" }, moved);
}
#define step(who, doc_id, verb, ...) \
	take_step(cx, (who), (doc_id), (verb), (struct doc_part[]){ { 0 }, __VA_ARGS__ } + 1, \
		  sizeof (struct doc_part[]){ { 0 }, __VA_ARGS__ } / sizeof (struct doc_part) - 1, &(struct doc_moved){ 0 })

static inline int64_t counted(struct ctx *cx, int64_t doc_id, size_t line, enum counter counter)
{
	struct doc doc;

	must(document_get(cx, doc_id, &doc));
	return doc.lines[line].counter[counter];
}

static inline const char *state_of(struct ctx *cx, int64_t doc_id)
{
	struct doc doc;

	must(document_get(cx, doc_id, &doc));
	return doc.state;
}

static inline int64_t lies(struct ctx *cx, struct account_key key, int64_t item_id)
{
	int64_t qty;

	must(ledger_item_balance(cx, &key, item_id, &qty));
	return qty;
}
#define ACCOUNT_OF(kind_, ...) ((struct account_key){ .kind = ACC_##kind_, __VA_ARGS__ })

static inline int64_t draft(struct ctx *cx, const struct actor *who, const struct doc *doc)
{
	int64_t id = 0;

	cx->actor = who;
	must(document_open(cx, doc, &id));
	return id;
}

/* So much of an item comes into a warehouse from the supplier, owned by the district. */
static inline int64_t stocked(struct ctx *cx, const struct docs *w, const struct actor *keeper, int64_t place_id, int64_t item_id, int64_t qty,
			      int64_t expiry_day)
{
	struct doc_line line = { .item_id = item_id, .counter = { [ASKED] = qty } };
	int64_t id = draft(cx, keeper, &(struct doc){ .kind = "receipt_supplier", .giver_id = w->supplier, .to_place_id = place_id,
		.owner_id = w->d.root, .lines = &line, .n_lines = 1 });

	must(step(keeper, id, "announce"));
	must(step(keeper, id, "take_in", { .line_no = 1, .qty = qty, .expiry_day = expiry_day, .batch = "B1" }));
	must(step(keeper, id, "close"));
	return id;
}
#endif
