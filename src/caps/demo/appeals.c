/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "caps/appeal/appeal.h"

/* What is asked of everybody: one appeal published, one whose words another officer has yet to approve. */
static const struct { int64_t day, qty, days; const char *item, *words, *approves; } appeals[] = {
	{ 1, 300, 14, "YL003", "隔离点和发热门诊一线防护服告急，请企业和社会各界捐赠符合国家标准的医用防护服。", "approver" },
	{ 2, 120, 10, "SH016", "静态管理小区部分婴儿家庭奶粉将尽，急需 900 克装婴儿配方奶粉，保质期六个月以上。", NULL },
};

enum err demo_appeals(struct ctx *cx, struct demo_work *w)
{
	for (size_t i = 0; i < sizeof appeals / sizeof *appeals; i++) {
		const struct item *item;
		int64_t depot, id;

		if (appeals[i].day != w->day)
			continue;
		TRY(demo_item(cx, w, appeals[i].item, &item));
		TRY(demo_depot(cx, w, "CK-Q1", &depot));
		TRY(demo_be(cx, "supply"));
		TRY(appeal_open(cx, &(struct appeal_draft){ .to_place_id = depot, .until_day = civil_day_of(cx->now_ms) + appeals[i].days, .words = appeals[i].words,
			.lines = &(struct appeal_line){ item->item_id, appeals[i].qty }, .n_lines = 1 }, &id));
		TRY(demo_step(cx, w, "supply", id, "submit", ""));
		if (appeals[i].approves)
			TRY(demo_step(cx, w, appeals[i].approves, id, "approve", ""));
	}
	return ERR_OK;
}
