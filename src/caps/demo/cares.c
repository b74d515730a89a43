/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "caps/care/care.h"
#include "caps/grid/grid.h"
#include "caps/party/account.h"
#include "caps/party/party.h"

/* Individual needs of the demo's households, some waiting, some gone up, some met.
 * minutes: how long ago it was said; at which step it stands now. */
enum { DONE_NOTHING, DONE_TAKEN, DONE_ASSIGNED, DONE_FETCHED, DONE_MET, DONE_REFUSED };
static const struct { int64_t kind, needs, minutes, done; const char *grid, *class, *what, *quantity, *note, *answer; } cares[] = {
	{ CARE_URGENT, NEED_CHRONIC, 8, DONE_NOTHING, "WG-YF", "medicine", "胰岛素用完，今晚要打", "1 支", "冰箱里还剩半支", "" },
	{ CARE_NEED, NEED_INFANT, 310, DONE_NOTHING, "WG-YF", "milk_powder", "三段奶粉（演示牌）", "2 罐", "孩子换牌子会腹泻", "" },
	{ CARE_MEDICINE, NEED_CHRONIC, 150, DONE_ASSIGNED, "WG-YF", "medicine", "缬沙坦胶囊 80 mg", "2 盒", "医保卡在门卫", "" },
	{ CARE_MEDICINE, NEED_ELDERLY, 175, DONE_FETCHED, "WG-YF", "medicine", "二甲双胍片 0.5 g", "1 盒", "", "" },
	{ CARE_HELP, NEED_ALONE, 130, DONE_NOTHING, "WG-YF", "", "灯坏了，自己换不了", "", "", "" },
	{ CARE_NEED, NEED_PREGNANT, 95, DONE_TAKEN, "WG-YF", "mother_baby", "孕妇叶酸和护理垫", "各 1", "", "" },
	{ CARE_NEED, NEED_INFANT, 780, DONE_NOTHING, "WG-JP", "milk_powder", "防过敏奶粉（演示牌）一段", "3 罐", "附近门店都没有", "" },
	{ CARE_MEDICINE, NEED_CHRONIC, 60, DONE_NOTHING, "WG-JP", "medicine", "沙丁胺醇吸入剂", "1 支", "", "" },
	{ CARE_HELP, NEED_NO_PHONE, 1500, DONE_MET, "WG-JP", "", "不会扫码，怎么领菜", "", "", "网格员上门登记，改为代办记账" },
	{ CARE_NEED, NEED_ELDERLY, 1620, DONE_REFUSED, "WG-JP", "daily_goods", "指定颜色的毛线", "5 团", "", "非急需，静态管理期间不代购；已说明，解除后可自购" },
	{ CARE_MEDICINE, NEED_ELDERLY, 1700, DONE_MET, "WG-DF", "medicine", "硝苯地平缓释片", "2 盒", "", "村医代取，已送到家门口" },
	{ CARE_HELP, NEED_LEFT_BEHIND, 45, DONE_NOTHING, "WG-DF", "", "孙子网课没有流量", "", "", "" },
};
enum { CARES = sizeof cares / sizeof *cares, HOUR_MS = 3600000 };

static enum err act_as(struct ctx *cx, const char *login)
{
	struct party_account account;
	struct actor *actor = arena_new(&cx->mem, sizeof *actor);

	TRY(party_account_by_login(cx, login, &account));
	TRY(party_actor(cx, account.account_id, actor));
	cx->actor = actor;
	return ERR_OK;
}

/* A household with such a need, another one for each row; any household when there is none. */
static enum err find_home(struct ctx *cx, size_t row, int64_t *ret)
{
	struct household_filter filter = { .needs = cares[row].needs, .limit = 20 };
	struct household *found;
	struct place grid;
	size_t n;

	TRY(place_by_code(cx, cares[row].grid, &grid));
	filter.under_id = grid.place_id;
	TRY(household_list(cx, &filter, &found, &n));
	if (!n) {
		filter.needs = 0;
		TRY(household_list(cx, &filter, &found, &n));
	}
	if (!n)
		return fail(cx, ERR_BROKEN, NULL, "演示网格 %s 没有住户", "the demo's grid %s has no households", cares[row].grid);
	*ret = found[row % n].household_id;
	return ERR_OK;
}

static enum err play(struct ctx *cx, size_t row, int64_t care_id, int64_t volunteer_id)
{
	struct care_end end = { .told = CARE_TOLD_PHONE, .proof = CARE_PROOF_TICK, .answer = cares[row].answer };
	int64_t done = cares[row].done;

	cx->now_ms += 20 * 60000;
	if (done == DONE_TAKEN)
		return care_take(cx, care_id, 0);
	if (done == DONE_ASSIGNED || done == DONE_FETCHED)
		TRY(care_assign(cx, care_id, 0, volunteer_id, 0));
	cx->now_ms += 40 * 60000;
	if (done == DONE_FETCHED)
		return care_fetch(cx, care_id, 0, 0, "");
	if (done == DONE_MET)
		return care_meet(cx, care_id, 0, &end);
	return done == DONE_REFUSED ? care_refuse(cx, care_id, 0, &end) : ERR_OK;
}

enum err demo_cares(struct ctx *cx, struct demo_work *w)
{
	const struct actor *before = cx->actor;
	struct party_account volunteer;
	int64_t now = cx->now_ms, home, care_id;

	TRY(party_account_by_login(cx, "volunteer", &volunteer));
	for (size_t i = 0; i < CARES; i++) {
		cx->now_ms = now - cares[i].minutes * 60000;
		if (cx->now_ms < w->start_ms + HOUR_MS)      /* not before the demo's first day began */
			cx->now_ms = w->start_ms + HOUR_MS;
		TRY(act_as(cx, cares[i].grid[3] == 'D' ? "street" : "grid"));
		TRY(find_home(cx, i, &home));
		TRY(care_raise(cx, &(struct care_facts){ .household_id = home, .kind = cares[i].kind, .channel = 1, .goods_class = cares[i].class,
			.what = cares[i].what, .quantity = cares[i].quantity, .note = cares[i].note }, &care_id));
		TRY(play(cx, i, care_id, volunteer.account_id));
	}
	cx->actor = before;
	cx->now_ms = now;
	return ERR_OK;
}
