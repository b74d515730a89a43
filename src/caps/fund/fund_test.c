/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/document/document_world.h"
#include "both_stores.h"
#include "caps/fund/fund.h"
#include "caps/party/org.h"
#include <string.h>

struct funds { struct docs w; int64_t donor, treasury, masks_fund, budget; };

static int64_t org(struct ctx *cx, const char *code, int64_t roles)
{
	int64_t id = 0;

	must(org_create(cx, &(struct org){ .code = code, .name = code, .roles = roles, .active = 1 }, &id));
	return id;
}

/* A donor's fund for masks to the clinic, and a budget for anything. */
static struct funds open_funds(struct ctx *cx)
{
	struct funds f = { .w = open_docs(cx) };
	const char *const masks[] = { "masks" };

	cx->actor = &the_system;
	f.donor = org(cx, "DONOR", ORG_DONOR);
	f.treasury = org(cx, "TREASURY", ORG_DONOR);
	cx->actor = f.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_DONATION, .holder_id = f.w.d.root, .code = "F1", .zh = "口罩捐款", .purpose = "防控一线",
		.for_places = &f.w.d.clinic, .n_places = 1, .for_classes = masks, .n_classes = 1 }, &f.masks_fund));
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_BUDGET, .holder_id = f.w.d.root, .code = "F2", .zh = "专户" }, &f.budget));
	return f;
}

static void receiving(struct ctx *cx)
{
	struct funds f = open_funds(cx);
	struct fund_receipt in = { f.masks_fund, f.donor, 8000000, "回单0001", NULL };
	struct doc_moved moved;
	struct fund_entry *book;
	struct fund fund;
	struct doc doc;
	size_t n;

	must(fund_receive(cx, &in, &moved));
	must(document_get(cx, moved.doc_id, &doc));
	assert_string_equal(doc.kind, "gift");
	assert_string_equal(doc.state, "received");
	refused(ERR_CONFLICT, fund_receive(cx, &in, &moved));
	assert_non_null(strstr(cx->fault.zh, doc.number));
	in.paper = "回单0002", in.sum_fen = 0;
	refused(ERR_BAD_INPUT, fund_receive(cx, &in, &moved));
	in = (struct fund_receipt){ f.budget, f.treasury, 500, "拨1", NULL };
	must(fund_receive(cx, &in, &moved));
	must(document_get(cx, moved.doc_id, &doc));
	assert_string_equal(doc.kind, "appropriation");
	must(fund_see(cx, f.masks_fund, &fund));
	assert_int_equal(fund.figures.received_fen, 8000000);
	assert_int_equal(fund.figures.on_account_fen, 8000000);
	must(fund_book(cx, &(struct fund_book){ .fund_id = f.masks_fund, .limit = 10 }, &book, &n));
	assert_int_equal(n, 1);
	assert_int_equal(book[0].in_fen, 8000000);
	assert_int_equal(book[0].balance_fen, 8000000);
	assert_string_equal(book[0].giver, "DONOR");
	cx->actor = f.w.by.keeper;
	refused(ERR_NOT_FOUND, fund_receive(cx, &in, &moved));
	refused(ERR_NOT_FOUND, fund_see(cx, f.masks_fund, &fund));
	close_docs(cx);
}
static void D2_3_money_received_stands_in_the_books_of_its_fund_once(void **state) { (void)state; for_each_store(receiving); }

static void undoing(struct ctx *cx)
{
	struct funds f = open_funds(cx);
	struct doc_moved moved, undone;
	struct fund_entry *book;
	struct fund fund;
	size_t n;

	must(fund_receive(cx, &(struct fund_receipt){ f.budget, f.treasury, 12345, "拨9", NULL }, &moved));
	must(document_undo(cx, moved.doc_id, 0, "登错了", &undone));
	must(fund_see(cx, f.budget, &fund));
	assert_int_equal(fund.figures.received_fen, 0);
	must(fund_book(cx, &(struct fund_book){ .fund_id = f.budget, .limit = 10 }, &book, &n));
	assert_int_equal(n, 2);
	assert_int_equal(book[0].in_fen, -12345);
	assert_int_equal(book[0].balance_fen, 0);
	close_docs(cx);
}
static void A_receipt_of_money_is_taken_back_by_its_contrary(void **state) { (void)state; for_each_store(undoing); }

static void purpose(struct ctx *cx)
{
	struct funds f = open_funds(cx);
	struct fund_facts facts = { .source = FUND_DONATION, .holder_id = f.w.d.root, .code = "F1", .zh = "口罩捐款", .purpose = "什么都行" };
	struct doc_moved moved;
	struct place clinic, school;

	must(place_get(cx, f.w.d.clinic, &clinic));
	must(place_get(cx, f.w.d.wb, &school));
	must(fund_allows(cx, f.masks_fund, clinic.path, "masks", "fund_id"));
	must(fund_allows(cx, f.masks_fund, NULL, "masks", "fund_id"));
	must(fund_allows(cx, 0, school.path, "rice", "fund_id"));
	must(fund_allows(cx, f.budget, school.path, "rice", "fund_id"));
	refused(ERR_BLOCKED, fund_allows(cx, f.masks_fund, school.path, "masks", "fund_id"));
	assert_non_null(strstr(cx->fault.zh, "防控一线"));
	refused(ERR_BLOCKED, fund_allows(cx, f.masks_fund, clinic.path, "rice", "fund_id"));
	must(fund_update(cx, f.masks_fund, 0, &facts));
	must(fund_allows(cx, f.masks_fund, school.path, "rice", "fund_id"));
	must(fund_receive(cx, &(struct fund_receipt){ f.masks_fund, f.donor, 100, "回1", NULL }, &moved));
	facts.purpose = "改主意了";
	refused(ERR_BLOCKED, fund_update(cx, f.masks_fund, 0, &facts));
	assert_non_null(strstr(cx->fault.zh, "1.00"));
	refused(ERR_STALE, fund_update(cx, f.budget, 9, &(struct fund_facts){ .holder_id = f.w.d.root, .code = "F2", .zh = "专户" }));
	refused(ERR_CONFLICT, fund_create(cx, &(struct fund_facts){ .holder_id = f.w.d.root, .code = "F2", .zh = "又一个" }, &(int64_t){ 0 }));
	close_docs(cx);
}
static void D2_3_donated_money_is_only_for_its_purpose_and_the_purpose_stays(void **state) { (void)state; for_each_store(purpose); }

static void closing(struct ctx *cx)
{
	struct funds f = open_funds(cx);
	struct doc_moved moved;

	must(fund_receive(cx, &(struct fund_receipt){ f.budget, f.treasury, 700, "拨7", NULL }, &moved));
	refused(ERR_BLOCKED, fund_close(cx, f.budget, 0));
	must(fund_close(cx, f.masks_fund, 0));
	refused(ERR_BAD_STATE, fund_receive(cx, &(struct fund_receipt){ f.masks_fund, f.donor, 1, "回7", NULL }, &moved));
	refused(ERR_BLOCKED, fund_allows(cx, f.masks_fund, NULL, "masks", "fund_id"));
	refused(ERR_BAD_STATE, fund_close(cx, f.masks_fund, 0));
	close_docs(cx);
}
static void A_fund_with_money_in_it_is_not_closed(void **state) { (void)state; for_each_store(closing); }

static void printing(struct ctx *cx)
{
	struct funds f = open_funds(cx);
	struct fund_file file;
	struct doc_moved moved;

	must(fund_receive(cx, &(struct fund_receipt){ f.budget, f.treasury, 700, "拨7", NULL }, &moved));
	must(fund_book_file(cx, &(struct fund_book){ .fund_id = f.budget }, FUND_PDF, &file));
	assert_memory_equal(file.body.at, "%PDF", 4);
	must(fund_book_file(cx, &(struct fund_book){ .fund_id = f.budget }, FUND_XLSX, &file));
	assert_memory_equal(file.body.at, "PK", 2);
	close_docs(cx);
}
static void The_book_is_printed_and_exported(void **state) { (void)state; for_each_store(printing); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_3_money_received_stands_in_the_books_of_its_fund_once), cmocka_unit_test(A_receipt_of_money_is_taken_back_by_its_contrary),
		cmocka_unit_test(D2_3_donated_money_is_only_for_its_purpose_and_the_purpose_stays), cmocka_unit_test(A_fund_with_money_in_it_is_not_closed),
		cmocka_unit_test(The_book_is_printed_and_exported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
