/* SPDX-License-Identifier: Apache-2.0 */
/* What may be chosen for a need, and the list a pharmacy gets. */
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/care/care_internal.h"
#include "care.sql.h"
#include "caps/catalog/catalog.h"
#include "caps/grid/grid.h"
#include "caps/party/party.h"
#include "caps/plan/plan_active.h"
#include "caps/plan/plan_household.h"
#include "file/csv.h"
#include "file/report_pdf.h"
#include "file/sheet.h"
#include <string.h>

enum { SHOPS_SHOWN = 100, COLUMNS = 9, FORMAT_XLSX = 0, FORMAT_PDF, FORMAT_CSV };
const char *const care_format_words[] = { "xlsx", "pdf", "csv", NULL };

/* The first plan in force that limits what is taken. */
static const struct plan *plan_of_orders(const struct plan *plan)
{
	while (plan && !plan->n_orders)
		plan = plan->next;
	return plan;
}

static void list_classes(struct ctx *cx, const struct plan *all, const char *zone, struct care_choices *ret)
{
	static const char *const words[] = { [TAKES_ACCEPT] = "accept", [TAKES_APART] = "apart", [TAKES_REFUSE] = "refuse" };
	const struct plan *plan = plan_of_orders(all);
	size_t n = plan ? plan->n_classes : 0;

	ret->classes = arena_array(&cx->mem, struct care_class, n + 1);
	for (int takes = TAKES_APART; plan && takes != -1; takes = takes == TAKES_APART ? TAKES_ACCEPT : takes == TAKES_ACCEPT ? TAKES_REFUSE : -1)
		for (size_t i = 0; i < n; i++) {
			const struct plan_class *c = &plan->classes[i];
			struct plan_scope scope = plan_takes(all, zone, c->rule.id);

			if ((int)scope.takes != takes)
				continue;
			ret->classes[ret->n_classes++] = (struct care_class){ c->rule.id, c->rule.zh, c->rule.en, words[takes],
				scope.rule ? scope.rule->rule.id : NULL };
			if (scope.rule && !ret->rule_zh) {
				ret->rule_zh = scope.rule->rule.zh;
				ret->plan_id = scope.rule->rule.plan->id;
			}
		}
}

static enum err list_helpers(struct ctx *cx, const char *path, struct care_choices *ret)
{
	static const char *const roles[] = { "volunteer", "building_leader", "grid_worker", "station_team" };
	struct care_helper *all = NULL;
	size_t n = 0, room = 0;

	for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) {
		struct party_holder *holders;
		size_t n_holders;

		TRY(party_holders(cx, roles[r], path, &holders, &n_holders));
		for (size_t i = 0; i < n_holders; i++) {
			bool known = false;

			for (size_t k = 0; k < n; k++)
				known |= all[k].account_id == holders[i].account_id;
			if (!known)
				arena_push(&cx->mem, all, n, room) = (struct care_helper){ holders[i].account_id, holders[i].name };
		}
	}
	ret->helpers = all;
	ret->n_helpers = n;
	return ERR_OK;
}

static enum err list_shops(struct ctx *cx, const char *path, struct care_choices *ret)
{
	struct care_shops_row *rows;
	size_t n;

	TRY(care_shops(cx, (struct care_shops_in){ .district_id = cx->district_id, .today = civil_day_of(cx->now_ms), .limit = SHOPS_SHOWN },
		       &rows, &n, SHOPS_SHOWN));
	ret->shops = arena_array(&cx->mem, struct care_shop, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct shop shop;
		bool serves;

		TRY(shop_get(cx, rows[i].shop_id, &shop));
		TRY(shop_serves_path(cx, &shop, path, &serves));
		if (serves)
			ret->shops[ret->n_shops++] = (struct care_shop){ shop.shop_id, shop.kind, shop.name };
	}
	return ERR_OK;
}

enum err care_choose(struct ctx *cx, int64_t place_id, struct care_choices *ret)
{
	struct grid_area area = { .zone = "" };
	const struct plan *plan;
	struct place place;
	enum err e;

	*ret = (struct care_choices){ 0 };
	TRY(place_need(cx, PERM_CARE_READ, place_id, &place));
	e = grid_area_of(cx, place_id, &area);
	if (e && e != ERR_NOT_FOUND)
		return e;
	TRY(plan_active_load(cx, place.path, &plan));
	list_classes(cx, plan, e ? "" : area.zone, ret);
	TRY(list_helpers(cx, place.path, ret));
	return list_shops(cx, place.path, ret);
}

static const char *cell(struct care_item *c, size_t column, struct arena *mem, size_t row)
{
	switch (column) {
	case 0: return arena_print(mem, "%zu", row + 1);
	case 1: return c->kind == CARE_URGENT ? "急" : "";
	case 2: return c->what;
	case 3: return c->quantity;
	case 4: return c->place;
	case 5: return c->door;
	case 6: return c->name;
	case 7: return c->volunteer;
	default: return c->note;
	}
}

static struct sheet make_sheet(struct ctx *cx, const struct shop *shop, struct care_item *items, size_t n)
{
	static const struct sheet_column columns[COLUMNS] = { { "序号", SHEET_NUMBER, 6 }, { "急", SHEET_CENTRED, 5 }, { "品名", SHEET_TEXT, 26 },
		{ "数量", SHEET_TEXT, 10 }, { "小区", SHEET_TEXT, 16 }, { "门牌", SHEET_TEXT, 12 }, { "住户", SHEET_TEXT, 8 },
		{ "取货人", SHEET_TEXT, 14 }, { "备注", SHEET_TEXT, 20 } };
	static const char *const foot[] = { "姓名已脱敏；按序号备货，由取货人凭本单领取，逐件核对品名、数量。" };
	const char **cells = arena_array(&cx->mem, const char *, n * COLUMNS + 1), **lines = arena_array(&cx->mem, const char *, 1);
	char at[30];

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < COLUMNS; k++)
			cells[i * COLUMNS + k] = cell(&items[i], k, &cx->mem, i);
	lines[0] = arena_print(&cx->mem, "%s    %.16s    共 %zu 件", shop->name, civil_write_time(cx->now_ms, at), n);
	return (struct sheet){ .name = "代购清单", .title = "个别需求代购清单", .lines = lines, .n_lines = 1, .columns = columns,
		.n_columns = COLUMNS, .cells = cells, .n_rows = n, .foot = foot, .n_foot = 1 };
}

enum err care_shop_file(struct ctx *cx, int64_t shop_id, int64_t format, struct bytes *ret, const char **ret_type, const char **ret_name)
{
	static const char *const types[] = { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf",
		"text/csv; charset=utf-8" };
	static const char *const signatures[] = { "制单：", "药店（门店）：", "取货人：", "时间：" };
	struct care_item *items;
	struct sheet sheet;
	struct shop shop;
	int64_t day = civil_day_of(cx->now_ms);
	size_t n;

	TRY(shop_get(cx, shop_id, &shop));
	TRY(care_list(cx, &(struct care_filter){ .shop_id = shop_id, .state = CARE_ASSIGNED, .limit = CARE_FILE_MAX }, &items, &n));
	for (size_t i = 0; i < n; i++)
		if (items[i].hidden)
			return fail(cx, ERR_FORBIDDEN, NULL, "清单里有您不能看的用药信息，请由办理人导出", "the list holds health data you may not read; a handler has to export it");
	sheet = make_sheet(cx, &shop, items, n);
	*ret_type = types[format];
	*ret_name = arena_print(&cx->mem, "care-list-%lld.%s", (long long)shop_id, care_format_words[format]);
	if (format == FORMAT_PDF)
		return pdf_write(cx, &(struct pdf_report){ .sheets = &sheet, .n_sheets = 1, .signatures = signatures, .n_signatures = 4,
			.landscape = true, .day = day }, ret);
	return format == FORMAT_CSV ? csv_write(cx, &sheet, CSV_UTF8_BOM, ret) : sheet_write_xlsx(cx, &sheet, 1, day, ret);
}
