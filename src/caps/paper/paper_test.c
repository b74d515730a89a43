/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "base/money_words.h"
#include "both_stores.h"
#include "caps/document/document_world.h"
#include "caps/fund/fund.h"
#include "caps/paper/paper.h"
#include "caps/party/org.h"
#include <string.h>

/* Writes the PDFs into the folder PAPER_LOOK, for eyes, when it is set. */
static void look_at(const struct paper_file *f, const char *name)
{
	const char *folder = getenv("PAPER_LOOK");
	char path[300];
	FILE *file;

	assert_true(f->body.n > 1000);
	assert_memory_equal(f->body.at, "%PDF", 4);
	if (!folder)
		return;
	snprintf(path, sizeof path, "%s/%s.pdf", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(f->body.at, 1, f->body.n, file), f->body.n);
	assert_int_equal(fclose(file), 0);
}

static void amounts_are_said_as_on_a_cheque(void **state)
{
	static const struct { int64_t fen; const char *said; } all[] = {
		{ 0, "零元整" }, { 960000, "玖仟陆佰元整" }, { 10205, "壹佰零贰元零伍分" }, { 5, "伍分" }, { 50, "伍角整" }, { 1000000, "壹万元整" },
		{ 1000100, "壹万零壹元整" }, { 10000000, "壹拾万元整" }, { 100010000, "壹佰万零壹佰元整" }, { 8000000, "捌万元整" },
		{ 10000000000, "壹亿元整" }, { 10000000001, "壹亿元零壹分" }, { 10001000000, "壹亿零壹万元整" }, { -123, "负壹元贰角叁分" },
		{ 100500050, "壹佰万伍仟元伍角整" }, { 1234567890, "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整" } };
	struct arena mem = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		assert_string_equal(money_words(&mem, all[i].fen), all[i].said);
	assert_non_null(money_words(&mem, INT64_MIN));
	arena_reset(&mem);
}

static int64_t supplier(struct ctx *cx, const char *code, const char *name)
{
	int64_t id = 0;

	cx->actor = &the_system;
	must(org_create(cx, &(struct org){ .code = code, .name = name, .contact = "物资科 0571-0000 0000", .roles = ORG_SUPPLIER | ORG_DONOR, .active = 1 }, &id));
	return id;
}

/* Kinds whose documents begin by their own room's door (orders of households) have no draft a person may write. */
static bool is_drafted(const struct doc_kind *kind)
{
	for (size_t s = 0; s < kind->n_steps; s++)
		if (!strcmp(kind->steps[s].from[0], "draft") && kind->steps[s].perm != PERM_SYSTEM)
			return true;
	return false;
}

/* A draft that fits as many kinds as one can: every party and place is filled, lines have a price. */
static enum err open_any(struct ctx *cx, const struct docs *w, const struct doc_kind *kind, int64_t giver, int64_t fund, bool money, size_t n, int64_t *ret,
			 struct doc *ret_doc)
{
	struct doc_line *lines = arena_array(&cx->mem, struct doc_line, n + 1);

	for (size_t i = 0; i < n; i++)
		lines[i] = (struct doc_line){ .item_id = money ? LEDGER_MONEY : i % 2 ? w->rice : w->mask, .place_id = w->d.wa, .owner_id = w->d.root, .fund_id = fund,
			.price_fen = money ? 1 : 2400, .price_units = 1, .counter = { [ASKED] = (int64_t)i * 7 + 400 } };
	for (size_t i = 0; i < n; i++)
		for (size_t s = 0; s < kind->n_shares; s++)
			if (kind->shares[s].dir)
				lines[i].dir = i % 2 ? LINES_OUT : LINES_IN;
	cx->actor = &the_system;
	*ret_doc = (struct doc){ .kind = kind->name, .giver_id = giver, .taker_id = w->d.clinic, .carrier_id = giver, .worker_id = giver,
		.from_place_id = w->d.wa, .to_place_id = w->d.wb, .owner_id = w->d.root, .owner2_id = w->d.clinic, .fund_id = fund, .fund2_id = fund,
		.state = "draft", .number = "", .created_ms = cx->now_ms, .created_by = ACCOUNT_SYSTEM, .lines = lines, .n_lines = n };
	return is_drafted(kind) ? document_open(cx, ret_doc, ret) : ERR_OK;
}

static void print_as(struct ctx *cx, int64_t doc_id, const char *name)
{
	struct paper_file f, again;

	cx->actor = &the_system;
	must(paper_print(cx, doc_id, 0, &f));
	look_at(&f, name);
	must(paper_print(cx, doc_id, 0, &again));
	assert_int_equal(f.body.n, again.body.n);
	assert_memory_equal(f.body.at, again.body.at, f.body.n);
}

/* Steps anybody could take, one after another, as far as the kind's own rules let them. */
static void walk(struct ctx *cx, const struct doc_kind *kind, int64_t doc_id)
{
	struct doc_moved moved;

	for (int round = 0; round < 4; round++) {
		bool went = false;
		struct doc doc;

		must(document_get(cx, doc_id, &doc));
		for (size_t s = 0; s < kind->n_steps && !went; s++) {
			const struct doc_step *step = &kind->steps[s];

			if (doc_step_find(kind, doc.state, step->verb) != step || !strcmp(step->verb, "withdraw") || step->sign == BY_PARTIES)
				continue;
			must(store_savepoint(cx));
			went = !document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = step->verb, .note = "因故改期，按实际情况办理", .right_asked = true }, &moved);
			if (went)
				must(store_release(cx));
			else
				store_undo(cx);
		}
		if (!went)
			return;
		print_as(cx, doc_id, arena_print(&cx->mem, "%s-%d", kind->name, round + 1));
	}
}

static void every_kind(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	int64_t giver = supplier(cx, "SUP1", "浙江省杭州市钱塘区下沙街道保供定点生鲜食品批发配送（集团）有限责任公司第三分公司"), fund = 0, id = 0;
	struct paper_file f;
	struct doc doc;
	size_t own = 0, standard = 0;

	cx->actor = w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_GRANT, .holder_id = w.d.root, .code = "ZH", .zh = "防疫专户" }, &fund));
	for (size_t k = 0; doc_kinds[k]; k++) {
		const struct doc_kind *kind = doc_kinds[k];

		paper_form_of(kind->name) ? own++ : standard++;
		id = 0;
		if (open_any(cx, &w, kind, giver, fund, false, 3, &id, &doc))
			must(open_any(cx, &w, kind, giver, fund, true, 1, &id, &doc));
		if (!id) {
			doc.steps = 1;
			must(paper_print_seen(cx, &doc, 0, &f));
			look_at(&f, kind->name);
			continue;
		}
		print_as(cx, id, kind->name);
		cx->actor = w.by.far_keeper;
		if (kind->read == PERM_FUND_READ)
			refused(ERR_NOT_FOUND, paper_print(cx, id, 0, &f));
		cx->actor = &the_system;
		walk(cx, kind, id);
	}
	assert_true(own >= 10 && standard >= 5);
	must(open_any(cx, &w, doc_kind_find("purchase"), giver, fund, false, 60, &id, &doc));
	print_as(cx, id, "sixty-lines");
	must(paper_print(cx, id, 1, &f));
	refused(ERR_BAD_INPUT, paper_print(cx, id, 4, &f));
	refused(ERR_NOT_FOUND, paper_print(cx, 12345, 0, &f));
}

static void lots(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct doc_line line[] = { { .item_id = w.mask, .counter = { [ASKED] = 120 } }, { .item_id = w.rice, .counter = { [ASKED] = 40 } } };
	int64_t giver = supplier(cx, "SUP1", "海潮纺织"), id;
	struct paper_file f;

	id = draft(cx, w.by.keeper, &(struct doc){ .kind = "receipt_supplier", .giver_id = giver, .to_place_id = w.d.wa, .owner_id = w.d.root,
		.lines = line, .n_lines = 2 });
	must(step(w.by.keeper, id, "announce"));
	must(step(w.by.keeper, id, "take_in", { .line_no = 1, .qty = 60, .expiry_day = 21000, .made_day = 20700, .batch = "甲-1" },
		  { .line_no = 1, .qty = 50, .expiry_day = 21100, .batch = "甲-2" }, { .line_no = 2, .qty = 40 }));
	print_as(cx, id, "receipt-two-lots");
	cx->actor = w.by.keeper;
	must(paper_print(cx, id, 2, &f));
	cx->actor = w.by.far_keeper;                       /* of another warehouse */
	refused(ERR_NOT_FOUND, paper_print(cx, id, 0, &f));
	close_docs(cx);
}

/* What a row of forms.c names is there: kinds, verbs, columns; nothing twice. */
static void every_row_names_what_there_is(void **state)
{
	(void)state;
	for (const struct paper_form *f = paper_forms; f->kind; f++) {
		const struct doc_kind *kind = doc_kind_find(f->kind);

		if (!kind)
			print_error("forms.c: no kind %s\n", f->kind);
		assert_non_null(kind);
		assert_ptr_equal(paper_form_of(f->kind), f);
		assert_true(f->columns[0].shows != SHOWS_END);
		for (size_t b = 0; b < 6 && f->boxes[b].label; b++) {
			bool known = !f->boxes[b].verb;

			for (size_t s = 0; s < kind->n_steps && !known; s++)
				known = !strcmp(kind->steps[s].verb, f->boxes[b].verb);
			if (!known)
				print_error("forms.c: %s has no step %s\n", f->kind, f->boxes[b].verb);
			assert_true(known);
		}
	}
}

#define ON_BOTH(name, body) static void name(void **state) { (void)state; for_each_store(body); }
ON_BOTH(S7_every_kind_of_document_prints_in_every_state_it_gets_to, every_kind)
ON_BOTH(a_receipt_prints_its_lots_and_only_for_who_may_read_it, lots)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts_are_said_as_on_a_cheque), cmocka_unit_test(every_row_names_what_there_is),
		cmocka_unit_test(S7_every_kind_of_document_prints_in_every_state_it_gets_to),
		cmocka_unit_test(a_receipt_prints_its_lots_and_only_for_who_may_read_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
