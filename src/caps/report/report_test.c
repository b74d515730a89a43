/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/allocation/allocation.h"
#include "caps/dispatch/dispatch.h"
#include "caps/document/document_world.h"
#include "caps/report/report.h"
#include "caps/request/request.h"
#include "file/table.h"
#include <string.h>

/* Writes the PDFs into the folder REPORT_LOOK, for eyes, when it is set. */
static void look_at(const struct report_file *f, const char *name)
{
	const char *folder = getenv("REPORT_LOOK");
	char path[300];
	FILE *file;

	if (!folder)
		return;
	snprintf(path, sizeof path, "%s/%s.pdf", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(f->body.at, 1, f->body.n, file), f->body.n);
	assert_int_equal(fclose(file), 0);
}

static const struct report_day_row *row_at(const struct list *rows, size_t i)
{
	assert_true(i < rows->n);
	return &((const struct report_day_row *)rows->at)[i];
}

static void assert_row(const struct report_day_row *r, const char *place, const char *item, int64_t opening, int64_t received, int64_t issued,
		       int64_t closing)
{
	assert_string_equal(r->place_code, place);
	assert_string_equal(r->item_code, item);
	assert_int_equal(r->opening, opening);
	assert_int_equal(r->received, received);
	assert_int_equal(r->issued, issued);
	assert_int_equal(r->closing, closing);
}

static void count_people(struct ctx *cx, const struct docs *w)
{
	struct place root;
	struct item mask;

	cx->actor = &the_system;
	must(place_get(cx, w->d.root, &root));
	must(place_update(cx, w->d.root, 0, &(struct place_facts){ .code = root.code, .name = root.name, .kind = root.kind, .population = 20,
		.has_point = 1, .lon_e7 = 1204900000, .lat_e7 = 303000000 }));
	must(item_get(cx, w->mask, &mask));
	mask.norm_qty = 1;
	mask.norm_days = 2;
	must(item_update(cx, w->mask, 0, &mask));
}

/* 100 masks on the first day; on the second 30 of them go from WA to WB at once, and 50 rice come. */
static struct docs two_days(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct doc_line line = { .item_id = w.mask, .place_id = w.d.wa, .owner_id = w.d.root, .counter = { [ASKED] = 30 } };
	int64_t id;

	count_people(cx, &w);
	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 100, civil_day_of(cx->now_ms) + 100);
	cx->now_ms += DAY_MS;
	id = draft(cx, w.by.keeper, &(struct doc){ .kind = "transfer", .to_place_id = w.d.wb, .lines = &line, .n_lines = 1 });
	must(step(w.by.keeper, id, "move"));
	stocked(cx, &w, w.by.keeper, w.d.wa, w.rice, 50, 0);
	cx->actor = &the_system;
	return w;
}

static void daily(struct ctx *cx)
{
	struct docs w = two_days(cx);
	int64_t today = civil_day_of(cx->now_ms);
	struct report_day r;

	must(report_day(cx, &(struct report_day_ask){ 0 }, &r));
	assert_int_equal(r.rows.n, 3);
	assert_row(row_at(&r.rows, 0), "WA", "MASK", 100, 0, 30, 70);
	assert_row(row_at(&r.rows, 1), "WA", "RICE", 0, 50, 0, 50);
	assert_row(row_at(&r.rows, 2), "WB", "MASK", 0, 30, 0, 30);
	assert_true(r.split);
	assert_int_equal(row_at(&r.rows, 0)->moved_out, 30);
	assert_int_equal(row_at(&r.rows, 1)->purchased, 50);
	assert_int_equal(row_at(&r.rows, 2)->moved_in, 30);
	assert_int_equal(row_at(&r.totals, 0)->moved_in, 30);
	assert_int_equal(row_at(&r.rows, 0)->cover_days, 10);
	assert_int_equal(row_at(&r.rows, 1)->cover_days, -1);
	assert_int_equal(r.totals.n, 2);
	assert_row(row_at(&r.totals, 0), "", "MASK", 100, 30, 30, 100);
	must(report_day(cx, &(struct report_day_ask){ .to_day = today - 1 }, &r));
	assert_int_equal(r.rows.n, 1);
	assert_row(row_at(&r.rows, 0), "WA", "MASK", 0, 100, 0, 100);
	must(report_day(cx, &(struct report_day_ask){ .from_day = today - 1, .to_day = today, .place_id = w.d.wb, .by = REPORT_BY_LOT }, &r));
	assert_int_equal(r.rows.n, 1);
	assert_row(row_at(&r.rows, 0), "WB", "MASK", 0, 30, 0, 30);
	assert_string_equal(row_at(&r.rows, 0)->batch, "B1");
	assert_int_equal(row_at(&r.rows, 0)->expiry_day, today + 99);
	must(report_day(cx, &(struct report_day_ask){ .place_id = w.d.b }, &r));      /* an area: all below it */
	assert_int_equal(r.rows.n, 1);
	cx->actor = w.by.far_keeper;
	must(report_day(cx, &(struct report_day_ask){ 0 }, &r));
	assert_int_equal(r.rows.n, 1);
	assert_row(row_at(&r.rows, 0), "WB", "MASK", 0, 30, 0, 30);
	refused(ERR_NOT_FOUND, report_day(cx, &(struct report_day_ask){ .place_id = w.d.wa }, &r));
	refused(ERR_BAD_INPUT, report_day(cx, &(struct report_day_ask){ .to_day = today + 1 }, &r));
	refused(ERR_BAD_INPUT, report_day(cx, &(struct report_day_ask){ .from_day = today, .to_day = today - 1 }, &r));
	close_docs(cx);
}

static void in_files(struct ctx *cx)
{
	struct report_file f;
	struct table t;

	two_days(cx);
	for (int64_t format = REPORT_CSV; format <= REPORT_XLSX; format++) {
		size_t head = format == REPORT_XLSX ? 2 : 0;

		must(report_day_file(cx, &(struct report_day_ask){ .by = REPORT_BY_LOT }, format, &f));
		must(table_read(cx, f.name, f.body.at, f.body.n, NULL, &t));
		assert_string_equal(table_cell(&t, head, 13), "本日结存");
		assert_string_equal(table_cell(&t, head + 1, 13), "70");
		assert_string_equal(table_cell(&t, head + 1, 6), "B1");
		assert_string_equal(table_cell(&t, head + 4, 1), "合计");
	}
	must(report_day_file(cx, &(struct report_day_ask){ .by = REPORT_BY_LOT }, REPORT_PDF, &f));
	assert_memory_equal(f.body.at, "%PDF", 4);
	must(report_day_file(cx, &(struct report_day_ask){ 0 }, REPORT_PDF, &f));
	look_at(&f, "daily");
	close_docs(cx);
}

static int64_t raised(struct ctx *cx, const struct docs *w, int64_t wanted)
{
	struct request_want want = { .item_id = w->mask, .wanted = wanted, .own_stock = 5 };
	int64_t id = 0;

	cx->actor = w->by.clerk;
	must(request_open(cx, &(struct request_draft){ .unit_id = w->d.clinic, .wants = &want, .n_wants = 1 }, &id));
	must(step(w->by.clerk, id, "raise"));
	must(step(w->by.vetter, id, "vet"));
	return id;
}

static void give_points(struct ctx *cx, const struct docs *w)
{
	const int64_t ids[] = { w->d.wa, w->d.wb, w->d.clinic };
	struct place p;

	cx->actor = &the_system;
	for (size_t i = 0; i < 3; i++) {
		must(place_get(cx, ids[i], &p));
		must(place_update(cx, p.place_id, 0, &(struct place_facts){ .code = p.code, .name = p.name, .unit_kind = p.unit_kind, .kind = p.kind,
			.parent_id = p.parent_id, .storage = p.storage, .has_point = 1, .lon_e7 = 1204900000, .lat_e7 = 303000000 }));
	}
}

static void from_need_to_order(struct ctx *cx)
{
	struct docs w = two_days(cx);
	struct report_requests requests;
	const struct report_requests_row *row;
	struct report_allocation allocation;
	struct report_day day;
	struct report_file f;
	int64_t id = 0, *orders;
	size_t n;

	give_points(cx, &w);
	raised(cx, &w, 45);
	raised(cx, &w, 95);
	cx->actor = w.by.supply;
	must(allocation_propose(cx, &(struct allocation_ask){ 0 }, &id));
	must(step(w.by.supply, id, "propose"));
	must(step(w.by.approver, id, "approve"));
	must(report_allocation(cx, id, &allocation));
	assert_int_equal(allocation.lines.n, 2);
	assert_int_equal(allocation.rows.n, 1);
	assert_int_equal(((struct report_allocation_row *)allocation.rows.at)->need, 130);
	assert_int_equal(((struct report_allocation_row *)allocation.rows.at)->given, 100);
	must(report_allocation_file(cx, id, REPORT_PDF, &f));
	look_at(&f, "allocation");
	must(report_allocation_file(cx, id, REPORT_XLSX, &f));
	must(report_allocation_file(cx, id, REPORT_CSV, &f));
	cx->actor = w.by.supply;
	must(dispatch_order_all(cx, id, 0, &orders, &n, &(bool){ false }));
	must(step(w.by.keeper, orders[0], "acknowledge"));
	must(step(w.by.keeper, orders[0], "depart"));
	cx->actor = &the_system;
	must(report_day(cx, &(struct report_day_ask){ .place_id = w.d.clinic }, &day));
	assert_int_equal(day.rows.n, 1);
	assert_true(row_at(&day.rows, 0)->in_transit > 0);
	must(report_requests(cx, &(struct report_requests_ask){ 0 }, &requests));
	assert_int_equal(requests.documents, 2);
	row = requests.rows.at;
	assert_int_equal(row->wanted, 140);
	assert_int_equal(row->own, 10);
	assert_int_equal(row->allotted, 100);
	assert_int_equal(row->open, 130);
	must(report_requests_file(cx, &(struct report_requests_ask){ 0 }, REPORT_PDF, &f));
	look_at(&f, "requests");
	assert_memory_equal(f.body.at, "%PDF", 4);
	close_docs(cx);
}

#define ON_BOTH(name, body) static void name(void **state) { (void)state; for_each_store(body); }
ON_BOTH(D2_12_opening_plus_received_less_issued_is_closing_by_day_place_and_lot, daily)
ON_BOTH(the_daily_report_reads_back_from_every_file, in_files)
ON_BOTH(requests_allocation_and_dispatch_are_summed_and_printed, from_need_to_order)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_12_opening_plus_received_less_issued_is_closing_by_day_place_and_lot),
		cmocka_unit_test(the_daily_report_reads_back_from_every_file),
		cmocka_unit_test(requests_allocation_and_dispatch_are_summed_and_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
