/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "caps/intake/intake.h"
#include "caps/order/order.h"
#include "caps/party/account.h"
#include "caps/party/party.h"

/* A chat list of one compound as its grid worker pasted it, not yet imported: most lines are clear, some ask. */
static const char list[] =
	"#接龙\n今日蔬菜包 50 元/份，明天中午送（演示）\n例 1-1-101 张三 2份\n\n"
	"1. 1-1-301 演示住户 2份\n2. 1号楼1单元302 1份\n3. 1栋2单元401 两份\n4. 1-2-402 +1\n5. 2幢1-501 1份 放门口\n6. 2-1-502 演示 13800000000 1份\n"
	"7. 2-2-601 1份\n8. 3号楼2单元302室 蔬菜包1份 鸡蛋1盒\n9. 3-2-401 2份\n10. 3-2-401 改成1份\n11. 4-1-701 1份 老人，请送上门\n12. 4-1-702 1份\n"
	"13. 1-1-601 我家要5份\n14. 1-1-301 1份\n15. 我也要\n16. 5-1-999 1份\n17. 5-1-501 香菇2斤\n18. 6-1-302 半份\n19. 6-1-401 取消\n"
	"以上已截单，谢谢大家\n收到，谢谢团长\n";

enum err demo_lists(struct ctx *cx, struct demo_work *w)
{
	struct party_account account;
	struct actor *actor = arena_new(&cx->mem, sizeof *actor);
	struct place grid;
	int64_t id;

	TRY(party_account_by_login(cx, "grid", &account));
	TRY(party_actor(cx, account.account_id, actor));
	cx->actor = actor;
	demo_pass(cx, w, 1000);
	TRY(place_by_code(cx, "WG-YF", &grid));
	return intake_take_text(cx, &(struct intake_paste){ .place_id = grid.place_id, .offer_id = w->offer_today, .pay = ORDER_COLLECT, .text = list }, &id);
}
