/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "caps/party/org.h"

enum { ITEM_NONE = 0 };

static const struct item goods[] = {
#define ITEM(c, chinese, english, class, u, p, pu, keep, tag, norm, days, shelf, mille, asked, by) \
	{ .code = c, .zh = chinese, .en = english, .category = class, .unit = u, .pack = p, .pack_unit = pu, \
	  .storage = STORAGE_##keep, .tags = ITEM_##tag, .norm_qty = norm, .norm_days = days, .shelf_life_days = shelf, .active = 1 },
#include "caps/demo/goods.def"
#undef ITEM
};

static const struct org orgs[] = {
	{ .code = "GY01", .name = "医疗器械供应商甲（演示）", .contact = "销售部（演示）", .roles = ORG_SUPPLIER, .active = 1 },
	{ .code = "GY02", .name = "消杀用品供应商乙（演示）", .contact = "销售部（演示）", .roles = ORG_SUPPLIER, .active = 1 },
	{ .code = "GY03", .name = "粮油供应商丙（演示）", .contact = "客服部（演示）", .roles = ORG_SUPPLIER, .active = 1 },
	{ .code = "GY04", .name = "生鲜供应商丁（演示）", .contact = "客服部（演示）", .roles = ORG_SUPPLIER | ORG_CARRIER, .active = 1 },
	{ .code = "JZ01", .name = "慈善基金会（演示）", .contact = "捐赠办（演示）", .roles = ORG_DONOR, .active = 1 },
	{ .code = "CY01", .name = "物流车队一队（演示）", .contact = "调度室（演示）", .roles = ORG_CARRIER, .active = 1 },
	{ .code = "CY02", .name = "冷链车队（演示）", .contact = "调度室（演示）", .roles = ORG_CARRIER, .active = 1 },
};
enum { ORG_N = sizeof orgs / sizeof *orgs, GOODS_N = sizeof goods / sizeof *goods };

enum err demo_items(struct ctx *cx, struct demo_work *w)
{
	int64_t changed;
	struct org org;

	TRY(item_create_many(cx, goods, GOODS_N, false, &w->made.items, &changed));
	TRY(item_list(cx, &(struct item_filter){ .limit = GOODS_N }, &w->items, &w->n_items));
	TRY(org_create_many(cx, orgs, ORG_N, false, &w->made.orgs, &changed));
	for (size_t i = 0; i < ORG_N; i++)
		if (orgs[i].roles & ORG_DONOR) {
			TRY(org_by_code(cx, orgs[i].code, &org));
			w->donor_id = org.org_id;
		} else if (orgs[i].roles & ORG_SUPPLIER) {
			TRY(org_by_code(cx, orgs[i].code, &org));
			w->suppliers[w->n_suppliers++] = org.org_id;
		}
	return ERR_OK;
}
