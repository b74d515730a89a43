/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "caps/party/account.h"
#include "caps/party/party.h"

/* One account for every role; the roles of plans D2 and D7 go to those who would
 * hold them.  They can sign in only where the data are marked as a demo. */
static const struct { struct demo_account shown; const char *role, *place, *plan_roles[6]; } accounts[] = {
	{ { "admin",    "演示-系统管理员",   "administrator" },      "administrator", "", { NULL } },
	{ { "auditor",  "演示-审计员",       "auditor" },            "auditor", "", { NULL } },
	{ { "supply",   "演示-供应保障组",   "supply group" },       "supply_group", "", { "receivers", "issuers", "lead_office" } },
	{ { "approver", "演示-会商审批",     "approver, deputy head of the group" }, "approver", "", { "group_deputy" } },
	{ { "deputy",   "演示-卫健委副主任", "approver, health deputy" }, "approver", "", { "health_deputy", "health" } },
	{ { "leader",   "演示-区主要领导",   "approver, district leader" }, "approver", "", { "leader", "lead_group" } },
	{ { "rescue",   "演示-应急管理局",   "approver, emergency bureau" }, "approver", "", { "emergency" } },
	{ { "vetter",   "演示-疫情防控组",   "vetting officer" },    "vetting_officer", "", { "epidemic_group", "lead_office" } },
	{ { "keeper",   "演示-仓库保管员",   "warehouse keeper" },   "warehouse_keeper", "", { "receivers", "issuers", "keeper" } },
	{ { "keeper2",  "演示-仓库复核员",   "second warehouse keeper" }, "warehouse_keeper", "", { "receivers", "issuers", "keeper" } },
	{ { "clerk",    "演示-单位物资员",   "unit clerk of one clinic" }, "unit_clerk", "DW-1-YW", { "user" } },
	{ { "clerks",   "演示-各单位物资员", "unit clerk of all units" }, "unit_clerk", "", { "user", "township_office" } },
	{ { "carrier",  "演示-承运人",       "carrier" },            "carrier", "", { NULL } },
	{ { "people",   "演示-人员联络员",   "personnel officer" },  "personnel_officer", "", { NULL } },
	{ { "street",   "演示-街道保供专员", "subdistrict supply officer" }, "street_office", "330114002000", { NULL } },
	{ { "grid",     "演示-网格员",       "grid worker of two compounds" }, "grid_worker", "WG-YF", { NULL } },
	{ { "building", "演示-楼长",         "building leader of one building" }, "building_leader", "WG-YF-1", { NULL } },
	{ { "station",  "演示-站点接收小组", "station team" },       "station_team", "ZD-YF", { NULL } },
	{ { "volunteer", "演示-志愿者",      "volunteer of one compound" }, "volunteer", "WG-YF", { NULL } },
	{ { "shop",     "演示-保供企业",     "shop clerk of a supermarket" }, "shop_clerk", "MD-HF", { NULL } },
	{ { "grocer",   "演示-菜店",         "shop clerk of a grocer" }, "shop_clerk", "MD-HM", { NULL } },
	{ { "driver",   "演示-配送驾驶员",   "delivery driver of a supermarket" }, "delivery_driver", "MD-HF", { NULL } },
	{ { "driver2",  "演示-配送驾驶员二", "second delivery driver" }, "delivery_driver", "MD-HF", { NULL } },
	{ { "regulator", "演示-市场监管",    "market regulator" },   "market_regulator", "", { NULL } },
	{ { "viewer",   "演示-只读",         "viewer" },             "viewer", "", { NULL } },
};
enum { ACCOUNT_N = sizeof accounts / sizeof *accounts };

const struct demo_account *demo_account_at(size_t i)
{
	return i < ACCOUNT_N ? &accounts[i].shown : NULL;
}

static enum err actor_of(struct ctx *cx, const char *login, const struct actor **ret)
{
	struct party_account account;
	struct actor *actor = arena_new(&cx->mem, sizeof *actor);

	TRY(party_account_by_login(cx, login, &account));
	TRY(party_actor(cx, account.account_id, actor));
	*ret = actor;
	return ERR_OK;
}

enum err demo_accounts(struct ctx *cx, struct demo_work *w)
{
	struct party_account_made made;
	struct place place;
	int64_t grant_id;

	TRY(party_mark_demo(cx));
	for (size_t i = 0; i < ACCOUNT_N; i++) {
		TRY(place_by_code(cx, accounts[i].place[0] ? accounts[i].place : "330114000000", &place));
		TRY(party_account_create(cx, &(struct party_account_new){ .login = accounts[i].shown.login, .name = accounts[i].shown.zh,
			.role = accounts[i].role, .password = DEMO_PASSWORD, .place_id = place.place_id, .kind = PARTY_PERSON,
			.demo = 1 }, &made));
		for (const char *const *role = accounts[i].plan_roles; *role; role++)
			TRY(party_grant_add(cx, &(struct party_grant){ .account_id = made.account_id, .place_id = place.place_id,
				.role = *role, .from_ms = cx->now_ms }, &grant_id));
	}
	w->made.accounts = ACCOUNT_N;
	TRY(actor_of(cx, "keeper", &w->keeper));
	TRY(actor_of(cx, "clerks", &w->clerk));
	TRY(actor_of(cx, "supply", &w->supply));
	TRY(actor_of(cx, "approver", &w->approvers[w->n_approvers++]));
	TRY(actor_of(cx, "shop", &w->shop));
	TRY(actor_of(cx, "grocer", &w->grocer));
	TRY(actor_of(cx, "leader", &w->approvers[w->n_approvers++]));
	TRY(actor_of(cx, "rescue", &w->approvers[w->n_approvers++]));
	return actor_of(cx, "vetter", &w->vetter);
}
