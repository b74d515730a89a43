/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/exchange.h"
#include "caps/item/item.h"
#include "caps/document/document_world.h"
#include "caps/request/request.h"
#include "caps/stock/stock.h"
#include <string.h>

/* What POST /openings/{doc_id}/approve does. */
static enum err approve(struct ctx *cx, int64_t doc_id, int64_t version, struct doc_moved *moved)
{
	struct doc_part *parts;
	size_t n;

	TRY(stock_opening_parts(cx, doc_id, &parts, &n));
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .version = version, .verb = "approve", .parts = parts, .n_parts = n }, moved);
}

static struct exchange_file a_file(enum exchange_what what, const char *text)
{
	return (struct exchange_file){ .what = what, .name = "f.csv", .bytes = { text, strlen(text) } };
}

static const struct exchange_fault *fault_at(const struct exchange_report *r, size_t i)
{
	assert_true(i < r->faults.n);
	return &((const struct exchange_fault *)r->faults.at)[i];
}

static void assert_fault(const struct exchange_report *r, size_t i, int64_t row, const char *column, const char *value)
{
	const struct exchange_fault *f = fault_at(r, i);

	assert_int_equal(f->row, row);
	assert_string_equal(f->column, column);
	assert_string_equal(f->value, value);
	assert_true(*f->zh && *f->en);
}

static void in_places(struct ctx *cx)
{
	struct exchange_file file = a_file(EXCHANGE_PLACES,
		"\xef\xbb\xbf编码,名称,类别,上级,经度,纬度,人口数,备注\n"
		"示例：330114001009,甲九社区,社区,,,,,\n"
		"W9,九号库,仓库,330114001009,120.35,30.31,,\n"           /* its parent comes below */
		"330114001009,甲九社区,社区,,120.3512345,30.3,５２００,x\n"
		"合计,,,,,,5200,\n");
	struct exchange_report r;
	struct place place;

	open_district(cx);
	must(exchange_preview(cx, &file, &r));
	assert_int_equal(r.n_faults, 0);
	assert_int_equal(r.rows, 2);
	assert_int_equal(r.left_out, 2);
	assert_int_equal(r.created, 0);
	assert_int_equal(place_by_code(cx, "W9", &place), ERR_NOT_FOUND);
	must(exchange_import(cx, &file, false, &r));
	assert_int_equal(r.created, 2);
	must(place_by_code(cx, "330114001009", &place));
	assert_int_equal(place.population, 5200);
	assert_int_equal(place.lon_e7, 1203512345);
	refused(ERR_BAD_INPUT, exchange_import(cx, &file, false, &r));
	assert_non_null(strstr(cx->fault.zh, "2 行中 2 行有错，未导入；第 3 行“编码”：W9（已登记为“九号库”；要更新请选“覆盖”）"));
	file.replace = true;
	must(exchange_import(cx, &file, false, &r));
	assert_int_equal(r.created + r.changed, 0);
	close_district(cx);
}

static void bad_places(struct ctx *cx)
{
	struct exchange_file file = a_file(EXCHANGE_PLACES,
		"code,name,kind,parent,lon,lat,population\n"
		"P1,好库,warehouse,330114001000,,,\n"
		"P2,,warehouse,330114001000,,,\n"
		"P3,坏,castle,330114001000,,,\n"
		"P1,重复,warehouse,330114001000,,,\n"
		"P5,坐标,warehouse,330114001000,200,30,\n"
		"P6,半个坐标,warehouse,330114001000,120,,\n"
		"P7,人口,unit,330114001000,,,一千\n"
		"P8,没有上级,warehouse,NOWHERE,,,\n"
		"P9,跟着错,unit,P8,,,\n"
		"PA,圈,unit,PB,,,\nPB,圈,unit,PA,,,\n"
		",没有编码,warehouse,330114001000,,,\n"
		"P\xe2\x80\xae" "C,控制字符,warehouse,330114001000,,,\n");
	struct exchange_report r;
	struct place place;
	struct bytes bad;

	open_district(cx);
	must(exchange_preview(cx, &file, &r));
	assert_int_equal(r.rows, 13);
	assert_int_equal(r.good, 1);
	assert_fault(&r, 0, 3, "name", "");
	assert_fault(&r, 1, 4, "kind", "castle");
	assert_fault(&r, 2, 5, "code", "P1");
	assert_fault(&r, 3, 6, "lon", "200");
	assert_fault(&r, 4, 7, "lat", "");
	assert_fault(&r, 5, 8, "population", "一千");
	assert_fault(&r, 6, 9, "parent", "NOWHERE");
	assert_fault(&r, 7, 10, "parent", "P8");
	assert_fault(&r, 8, 11, "parent", "PB");
	assert_fault(&r, 9, 12, "parent", "PA");
	assert_fault(&r, 10, 13, "code", "");
	assert_int_equal(fault_at(&r, 11)->row, 14);
	refused(ERR_BAD_INPUT, exchange_import(cx, &file, false, &r));
	must(exchange_bad_rows(cx, &file, EXCHANGE_CSV, &bad));
	assert_non_null(strstr(bad.at, "P3,坏,castle,330114001000,,,,kind: 应为：区县、街道、社区、仓库、单位、网格、楼栋、站点、门店\r\n"));
	must(exchange_import(cx, &file, true, &r));
	assert_int_equal(r.created, 1);
	must(place_by_code(cx, "P1", &place));
	assert_int_equal(place_by_code(cx, "P5", &place), ERR_NOT_FOUND);
	close_district(cx);
}

static void other_scopes(struct ctx *cx)
{
	struct exchange_file file = a_file(EXCHANGE_PLACES, "code,name,kind,parent\nN1,甲新库,warehouse,330114001000\nN2,乙新库,warehouse,330114002000\n");
	struct small_district d = open_district(cx);
	struct exchange_report r;

	cx->actor = new_actor(cx, "jia", "administrator", d.a);
	must(exchange_preview(cx, &file, &r));
	assert_int_equal(r.good, 1);
	assert_fault(&r, 0, 3, "parent", "330114002000");
	cx->actor = &the_system;
	close_district(cx);
}

static void in_items(struct ctx *cx)
{
	struct exchange_file file = a_file(EXCHANGE_ITEMS,
		"物资编码,品名,类别,单位,装量,储存条件,人日标准,标签\n"
		"RICE,大米,rice,袋,20,常温,0.04,\nMASK,口罩,masks,只,,,2,scarce\nBAD,坏,rice,袋,0,热,-1,nonsense\n");
	struct exchange_report r;
	struct bytes out;
	struct item item;

	open_district(cx);
	must(exchange_preview(cx, &file, &r));
	assert_int_equal(r.good, 2);
	assert_int_equal(r.n_faults, 4);
	must(exchange_import(cx, &file, true, &r));
	assert_int_equal(r.created, 2);
	must(item_by_code(cx, "RICE", &item));
	assert_int_equal(item.norm_qty, 1);
	assert_int_equal(item.norm_days, 25);
	assert_int_equal(item.pack, 20);
	for (int64_t format = EXCHANGE_CSV; format <= EXCHANGE_XLSX; format++) {
		must(exchange_export(cx, EXCHANGE_ITEMS, format, &out));
		file = (struct exchange_file){ .what = EXCHANGE_ITEMS, .name = "again", .bytes = out, .replace = true };
		must(exchange_import(cx, &file, false, &r));
		assert_int_equal(r.rows, 2);
		assert_int_equal(r.changed, 0);
	}
	close_district(cx);
}

static void templates_go_in_empty(struct ctx *cx)
{
	struct exchange_report r;
	struct bytes out;

	open_district(cx);
	for (int64_t what = 0; what < EXCHANGE_WHATS; what++)
		for (int64_t format = EXCHANGE_CSV; format <= EXCHANGE_XLSX; format++) {
			must(exchange_template(cx, what, format, &out));
			must(exchange_import(cx, &(struct exchange_file){ .what = what, .name = "t", .bytes = out }, false, &r));
			assert_int_equal(r.rows, 0);
			assert_int_equal(r.left_out, 1);
		}
	close_district(cx);
}

static void headings_are_remembered(struct ctx *cx)
{
	struct exchange_file file = a_file(EXCHANGE_ITEMS, "东西,叫什么,类别,单位,单位2\nA1,甲,rice,袋,x\n");
	struct exchange_report r;

	open_district(cx);
	assert_int_equal(exchange_preview(cx, &file, &r), ERR_BAD_INPUT);
	assert_non_null(strstr(cx->fault.zh, "缺少列：item(物资编码), name(名称)"));
	file.columns = "item=东西;name=叫什么;=单位2";
	must(exchange_import(cx, &file, false, &r));
	assert_int_equal(r.created, 1);
	file = a_file(EXCHANGE_ITEMS, "东西,叫什么,类别,单位,单位2\nA2,乙,rice,袋,x\n");
	must(exchange_import(cx, &file, false, &r));
	assert_int_equal(r.created, 1);
	file.columns = "item=没有";
	assert_int_equal(exchange_preview(cx, &file, &r), ERR_BAD_INPUT);
	file.columns = "what=东西";
	assert_int_equal(exchange_preview(cx, &file, &r), ERR_BAD_INPUT);
	file.columns = NULL;
	file.bytes = (struct bytes){ "编码,代码,名称,类别,单位\n", strlen("编码,代码,名称,类别,单位\n") };
	assert_int_equal(exchange_preview(cx, &file, &r), ERR_BAD_INPUT);
	assert_non_null(strstr(cx->fault.zh, "“编码”和“代码”两列都像"));
	close_district(cx);
}

static void in_orgs(struct ctx *cx)
{
	struct exchange_file file = a_file(EXCHANGE_ORGS, "编码,名称,角色,信用代码\nS1,粮油公司,供应商、承运方,\nS2,坏,国王,\nS3,坏码,供应商,123\n");
	struct exchange_report r;

	open_district(cx);
	must(exchange_import(cx, &file, true, &r));
	assert_int_equal(r.created, 1);
	assert_fault(&r, 0, 3, "角色", "国王");
	assert_fault(&r, 1, 4, "信用代码", "123");
	close_district(cx);
}

static void in_stock(struct ctx *cx)
{
	struct exchange_file file = a_file(EXCHANGE_STOCK,
		"仓库,物资,批号,有效期至,数量,货主,定向单位\n"
		"WA,MASK,B1,2027/5/31,100,,\nWA,MASK,B2,,50,U1,\nWA,RICE,,20280101,7,,U1\nWB,MASK,,,0,,\n"
		"WA,MASK,B1,2027-06-30,5,,\nWA,NONE,,,5,,\nWX,MASK,,,5,,\nWA,BLEACH,,,5,,\nWA,RICE,,31/12/2027,5,,\nWB,RICE,,,-5,,\n");
	struct docs w = open_docs(cx);
	struct exchange_report r;
	struct doc_moved approved;
	struct doc_summary *docs;
	struct bytes out;
	size_t n;

	cx->actor = &the_system;
	must(exchange_import(cx, &file, true, &r));
	assert_int_equal(r.good, 4);
	assert_int_equal(r.created, 2);
	assert_fault(&r, 0, 6, "物资", "MASK");
	assert_fault(&r, 1, 7, "物资", "NONE");
	assert_fault(&r, 2, 8, "仓库", "WX");
	assert_fault(&r, 3, 9, "仓库", "WA");
	assert_fault(&r, 4, 10, "有效期至", "31/12/2027");
	assert_fault(&r, 5, 11, "数量", "-5");
	must(document_list(cx, &(struct doc_filter){ .kinds = { "opening" }, .limit = 10 }, &docs, &n));
	assert_int_equal(n, 2);
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = w.d.wa, .owner_id = w.d.root), w.mask), 0);
	cx->actor = w.by.approver;
	for (size_t i = 0; i < n; i++) {
		must(approve(cx, docs[i].doc_id, docs[i].version, &approved));
		assert_string_equal(approved.state, "done");
	}
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = w.d.wa, .owner_id = w.d.root), w.mask), 100);
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = w.d.wa, .owner_id = w.d.clinic), w.mask), 50);
	cx->actor = &the_system;
	must(exchange_export(cx, EXCHANGE_STOCK, EXCHANGE_CSV, &out));
	assert_non_null(strstr(out.at, "WA,MASK,B1,2027-05-31,100,330114000000,\r\n"));
	assert_non_null(strstr(out.at, "WA,MASK,B2,,50,U1,\r\n"));
	assert_non_null(strstr(out.at, "WA,RICE,,2028-01-01,7,330114000000,\r\n"));
	close_docs(cx);
}

static void in_requests(struct ctx *cx)
{
	struct exchange_file file = a_file(EXCHANGE_REQUESTS,
		"单号,申请单位,物资,申请数量,自有库存,已领,优先级\n"
		"R1,U1,MASK,100,10,5,1\nR2,U1,MASK,30,,,\nR1,U1,RICE,40,,,\n"
		"R3,U1,MASK,10,6,4,\nR4,WA,MASK,10,,,\nR1,U1,RICE,1,,,\nR5,U1,MASK,0,,,\nR6,U9,MASK,1,,,\nR1,WA,BLEACH,9,,,\n,U1,MASK,1,,,\n");
	struct docs w = open_docs(cx);
	struct exchange_report r;
	struct doc_summary *docs;
	struct request_view v;
	struct bytes out;
	size_t n;

	cx->actor = w.by.clerk;
	must(exchange_import(cx, &file, true, &r));
	assert_int_equal(r.good, 3);
	assert_int_equal(r.created, 2);
	assert_fault(&r, 0, 5, "申请数量", "10");
	assert_fault(&r, 1, 6, "申请单位", "WA");
	must(document_list(cx, &(struct doc_filter){ .kinds = { "request" }, .limit = 10 }, &docs, &n));
	assert_int_equal(n, 2);
	assert_string_equal(docs[0].state, "raised");
	must(request_get(cx, docs[n - 1].doc_id, &v));
	assert_int_equal(v.doc.n_lines, 2);
	assert_int_equal(v.doc.lines[0].counter[ASKED], 90);                 /* 85, in whole packs of 10 */
	assert_int_equal(v.facts[0].own_stock, 10);
	must(exchange_export(cx, EXCHANGE_REQUESTS, EXCHANGE_CSV, &out));
	assert_non_null(strstr(out.at, ",U1,U1,MASK,100,5,10,5,\r\n"));
	close_docs(cx);
}

static void bad_files(struct ctx *cx)
{
	struct exchange_file file = a_file(EXCHANGE_PLACES, "code,name,kind,parent\nW1,大米大米大米\xe9库,warehouse,330114001000\nW2,好库,warehouse,330114001000\n");
	struct exchange_report r;
	struct bytes out;
	char *big = malloc(EXCHANGE_BYTES_MAX + 1);

	open_district(cx);
	must(exchange_preview(cx, &file, &r));
	assert_int_equal(r.bad, 1);
	assert_fault(&r, 0, 2, "name", "大米大米大米\xef\xbf\xbd库");
	assert_string_equal(fault_at(&r, 0)->zh, "这里的字节不是所用编码的字");
	memset(big, ',', EXCHANGE_BYTES_MAX + 1);
	file.bytes = (struct bytes){ big, EXCHANGE_BYTES_MAX + 1 };
	refused(ERR_TOO_LARGE, exchange_import(cx, &file, true, &r));
	free(big);
	file.bytes = (struct bytes){ "\n\n", 2 };
	refused(ERR_BAD_INPUT, exchange_import(cx, &file, true, &r));
	file.bytes = (struct bytes){ "%PDF-1.7", 8 };
	refused(ERR_BAD_INPUT, exchange_import(cx, &file, true, &r));
	file.bytes = (struct bytes){ "code,na\xff" "me,kind,parent,name\nW1,x,y,z,n\n", 37 };
	refused(ERR_BAD_INPUT, exchange_import(cx, &file, true, &r));
	file = a_file(EXCHANGE_PLACES, "code,name,kind,parent\nW1,好库,warehouse,330114001000\n");
	refused(ERR_NOT_FOUND, exchange_bad_rows(cx, &file, EXCHANGE_CSV, &out));
	cx->actor = &(struct actor){ .account_id = 77, .name = "nobody in particular" };
	file.what = EXCHANGE_ITEMS;
	file.bytes = (struct bytes){ "item,name,category,unit\n", 24 };
	refused(ERR_FORBIDDEN, exchange_import(cx, &file, true, &r));
	cx->actor = &the_system;
	close_district(cx);
}

static void stale_approval(struct ctx *cx)
{
	struct exchange_file file = a_file(EXCHANGE_STOCK, "place,item,qty\nWA,MASK,5\n");
	struct docs w = open_docs(cx);
	struct doc_moved approved;
	struct exchange_report r;
	const struct exchange_document *made;

	cx->actor = w.by.keeper;
	must(exchange_import(cx, &file, false, &r));
	assert_int_equal(r.documents.n, 1);
	made = r.documents.at;
	assert_string_equal(made->state, "review");
	refused(ERR_FORBIDDEN, approve(cx, made->doc_id, 0, &approved));
	cx->actor = w.by.approver;
	refused(ERR_STALE, approve(cx, made->doc_id, 1, &approved));
	must(approve(cx, made->doc_id, 0, &approved));
	refused(ERR_BAD_STATE, approve(cx, made->doc_id, 0, &approved));
	close_docs(cx);
}

#define ON_BOTH(name, body) static void name(void **state) { (void)state; for_each_store(body); }
ON_BOTH(places_come_in_with_parents_in_any_order_and_again_without_change, in_places)
ON_BOTH(every_bad_cell_of_a_places_file_is_told_and_good_rows_can_go_in, bad_places)
ON_BOTH(rows_outside_of_the_scope_are_bad_rows, other_scopes)
ON_BOTH(items_go_out_and_come_in_again_the_same_in_every_format, in_items)
ON_BOTH(templates_are_taken_and_their_example_is_left_out, templates_go_in_empty)
ON_BOTH(what_an_account_said_of_its_headings_is_remembered, headings_are_remembered)
ON_BOTH(opening_stock_is_submitted_approved_by_another_and_goes_out_the_same, in_stock)
ON_BOTH(rows_of_one_number_are_one_request_and_bad_ones_stay_out, in_requests)
ON_BOTH(files_that_cannot_be_read_are_refused_and_broken_cells_told, bad_files)
ON_BOTH(nobody_approves_what_he_submitted_or_has_not_seen, stale_approval)
ON_BOTH(organisations_come_in_with_chinese_roles, in_orgs)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_come_in_with_parents_in_any_order_and_again_without_change),
		cmocka_unit_test(every_bad_cell_of_a_places_file_is_told_and_good_rows_can_go_in),
		cmocka_unit_test(rows_outside_of_the_scope_are_bad_rows),
		cmocka_unit_test(items_go_out_and_come_in_again_the_same_in_every_format),
		cmocka_unit_test(templates_are_taken_and_their_example_is_left_out),
		cmocka_unit_test(what_an_account_said_of_its_headings_is_remembered),
		cmocka_unit_test(opening_stock_is_submitted_approved_by_another_and_goes_out_the_same),
		cmocka_unit_test(rows_of_one_number_are_one_request_and_bad_ones_stay_out),
		cmocka_unit_test(files_that_cannot_be_read_are_refused_and_broken_cells_told),
		cmocka_unit_test(nobody_approves_what_he_submitted_or_has_not_seen),
		cmocka_unit_test(organisations_come_in_with_chinese_roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
