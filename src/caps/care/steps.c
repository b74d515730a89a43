/* SPDX-License-Identifier: Apache-2.0 */
/* What is done about a need, step by step, until it ends with an answer. */
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/care/care_internal.h"
#include "care.sql.h"
#include "caps/catalog/catalog.h"
#include "caps/party/account.h"
#include "caps/party/party.h"

/* One step under way: the row as it is, and the row as it will be. */
struct step { struct care_row_row row; struct care_put_in to; };

static enum err begin(struct ctx *cx, int64_t care_id, int64_t version, struct step *ret)
{
	struct care_row_row *r = &ret->row;

	TRY(care_read_row(cx, care_id, r));
	if (version && version != r->version)
		return fail(cx, ERR_STALE, "version", "这件事已是第 %lld 版，您看到的是第 %lld 版；请刷新", "it is at version %lld, you saw %lld; reload",
			    (long long)r->version, (long long)version);
	if (r->state >= CARE_MET)
		return fail(cx, ERR_BAD_STATE, NULL, "这件事已经办结", "this is closed already");
	ret->to = (struct care_put_in){ .district_id = cx->district_id, .care_id = care_id, .version = r->version, .state = r->state,
		.taken_by = r->taken_by, .taken_ms = r->taken_ms, .volunteer_id = r->volunteer_id, .shop_id = r->shop_id,
		.fetched_ms = r->fetched_ms, .closed_by = r->closed_by, .closed_ms = r->closed_ms, .told = r->told, .proof = r->proof,
		.now_ms = cx->now_ms };
	return ERR_OK;
}

static enum err begin_as_handler(struct ctx *cx, int64_t care_id, int64_t version, struct step *ret)
{
	struct care_row_row row;

	TRY(care_read_row(cx, care_id, &row));
	TRY(ctx_need(cx, PERM_CARE_EDIT, row.path));
	return begin(cx, care_id, version, ret);
}

/* A handler, or the volunteer the errand was given to. */
static enum err begin_as_either(struct ctx *cx, int64_t care_id, int64_t version, struct step *ret)
{
	struct care_row_row row;

	TRY(care_read_row(cx, care_id, &row));
	if (row.volunteer_id != cx->actor->account_id)
		TRY(ctx_need(cx, PERM_CARE_EDIT, row.path));
	return begin(cx, care_id, version, ret);
}

static enum err finish(struct ctx *cx, const struct step *s, const char *verb, int64_t at_ms, const char *note)
{
	int64_t changed;

	TRY(care_put_n(cx, s->to, &changed));
	if (!changed)
		return fail(cx, ERR_STALE, "version", "别人刚办过这件事，请刷新", "someone has just worked on this; reload");
	return care_note(cx, s->to.care_id, verb, at_ms, note);
}

enum err care_take(struct ctx *cx, int64_t care_id, int64_t version)
{
	struct step s;

	TRY(begin_as_handler(cx, care_id, version, &s));
	if (s.row.state != CARE_OPEN)
		return fail(cx, ERR_BAD_STATE, NULL, "这件事已有人在办", "somebody is on it already");
	s.to.state = CARE_TAKEN;
	s.to.taken_by = cx->actor->account_id;
	s.to.taken_ms = cx->now_ms;
	return finish(cx, &s, "take", cx->now_ms, "");
}

static enum err check_volunteer(struct ctx *cx, int64_t account_id, const char *path)
{
	struct party_account account;
	struct party_held held;

	TRY(party_account_get(cx, account_id, &account));
	if (!account.enabled)
		return fail(cx, ERR_BLOCKED, "volunteer_id", "“%s”的账号已停用", "the account of '%s' is disabled", account.name);
	TRY(party_holds(cx, account_id, PERM_CARE_READ, path, &held));
	if (held.how == PARTY_HOLDS_NOT)
		return fail(cx, ERR_BLOCKED, "volunteer_id", "“%s”不负责这一片，请选本网格的人", "'%s' does not work there; choose somebody of this grid", account.name);
	return ERR_OK;
}

enum err care_assign(struct ctx *cx, int64_t care_id, int64_t version, int64_t volunteer_id, int64_t shop_id)
{
	struct shop shop;
	struct step s;

	TRY(begin_as_handler(cx, care_id, version, &s));
	if (!volunteer_id && !shop_id)
		return fail(cx, ERR_BAD_INPUT, "volunteer_id", "请选志愿者或药店", "choose a volunteer or a pharmacy");
	if (s.row.state == CARE_FETCHED)
		return fail(cx, ERR_BAD_STATE, NULL, "东西已经取到，不能再改派", "it has been fetched; it cannot be given to another");
	if (volunteer_id)
		TRY(check_volunteer(cx, volunteer_id, s.row.path));
	if (shop_id) {
		TRY(shop_get(cx, shop_id, &shop));
		TRY(shop_working(cx, &shop, civil_day_of(cx->now_ms)));
		if ((s.row.kind == CARE_MEDICINE || s.row.kind == CARE_URGENT) && shop.kind != SHOP_PHARMACY)
			return fail(cx, ERR_BLOCKED, "shop_id", "“%s”不是药店，药品只能派给药店", "'%s' is no pharmacy; medicine goes to pharmacies only", shop.name);
	}
	s.to.state = CARE_ASSIGNED;
	s.to.volunteer_id = volunteer_id ? volunteer_id : s.row.volunteer_id;
	s.to.shop_id = shop_id ? shop_id : s.row.shop_id;
	if (!s.to.taken_by) {
		s.to.taken_by = cx->actor->account_id;
		s.to.taken_ms = cx->now_ms;
	}
	return finish(cx, &s, "assign", cx->now_ms, "");
}

enum err care_fetch(struct ctx *cx, int64_t care_id, int64_t version, int64_t at_ms, const char *note)
{
	struct step s;

	TRY(begin_as_either(cx, care_id, version, &s));
	TRY(check_line(cx, "note", note ? note : "", 0, CARE_NOTE_MAX));
	TRY(care_moment(cx, "at", at_ms, &at_ms));
	if (s.row.state != CARE_ASSIGNED)
		return fail(cx, ERR_BAD_STATE, NULL, "先派给志愿者或药店，才能取货", "it has to be given to a volunteer or a pharmacy first");
	s.to.state = CARE_FETCHED;
	s.to.fetched_ms = at_ms;
	return finish(cx, &s, "fetch", at_ms, note);
}

/* Nothing ends without an answer and without the asker having been told (S5.5). */
static enum err check_end(struct ctx *cx, const struct care_end *end, int64_t *ret_at_ms)
{
	TRY(check_range(cx, "told", end->told, 0, CARE_TOLD_PAGE));
	TRY(check_range(cx, "proof", end->proof, 0, CARE_PROOF_CODE));
	if (!end->answer || !*end->answer)
		return fail(cx, ERR_BAD_INPUT, "answer", "没有答复不能办结：请写明办了什么、怎么办的", "nothing is closed without an answer: say what was done");
	TRY(check_line(cx, "answer", end->answer, 1, CARE_ANSWER_MAX));
	if (end->told == CARE_TOLD_NOT)
		return fail(cx, ERR_BAD_INPUT, "told", "请先告知求助人，再办结：电话、微信群、上门或本页", "tell the asker first: by phone, chat, a visit or the page");
	return care_moment(cx, "at", end->at_ms, ret_at_ms);
}

static enum err close_it(struct ctx *cx, struct step *s, int64_t state, const char *verb, const struct care_end *end)
{
	int64_t at_ms;

	TRY(check_end(cx, end, &at_ms));
	s->to.state = state;
	s->to.closed_by = cx->actor->account_id;
	s->to.closed_ms = at_ms;
	s->to.told = end->told;
	s->to.proof = end->proof;
	TRY(care_answer_put(cx, (struct care_answer_put_in){ .district_id = cx->district_id, .care_id = s->to.care_id, .answer = end->answer }));
	return finish(cx, s, verb, at_ms, "");
}

enum err care_meet(struct ctx *cx, int64_t care_id, int64_t version, const struct care_end *end)
{
	struct step s;

	TRY(begin_as_either(cx, care_id, version, &s));
	if (s.row.state == CARE_ASSIGNED && s.row.volunteer_id == cx->actor->account_id && !care_handles(cx, s.row.path))
		return fail(cx, ERR_BAD_STATE, NULL, "请先记“已取到”，再交给住户", "record that you have fetched it before you hand it over");
	return close_it(cx, &s, CARE_MET, "meet", end);
}

enum err care_refuse(struct ctx *cx, int64_t care_id, int64_t version, const struct care_end *end)
{
	struct step s;

	TRY(begin_as_handler(cx, care_id, version, &s));
	return close_it(cx, &s, CARE_REFUSED, "refuse", end);
}

enum err care_pass_up(struct ctx *cx, int64_t care_id, int64_t version, const char *why)
{
	struct care_levels_row *levels;
	struct step s;
	size_t n;

	TRY(begin_as_handler(cx, care_id, version, &s));
	TRY(check_line(cx, "why", why ? why : "", 1, CARE_NOTE_MAX));
	TRY(care_levels(cx, (struct care_levels_in){ .district_id = cx->district_id, .care_id = care_id, .limit = CARE_LEVELS_MAX }, &levels, &n,
			CARE_LEVELS_MAX));
	if ((size_t)s.row.level >= n)
		return fail(cx, ERR_BLOCKED, NULL, n ? "已经报到最高一级" : "预案没有写再往上报给谁", n ? "it has reached the highest level" : "the plan names nobody above");
	TRY(care_level_pass(cx, (struct care_level_pass_in){ .district_id = cx->district_id, .care_id = care_id, .level_no = s.row.level + 1,
		.passed_ms = cx->now_ms, .passed_by = cx->actor->account_id }));
	return finish(cx, &s, "pass_up", cx->now_ms, why);
}

enum err care_forget(struct ctx *cx, int64_t before_ms, int64_t *ret_n)
{
	int64_t notes;

	TRY(care_details_forget_n(cx, (struct care_details_forget_in){ .district_id = cx->district_id, .before_ms = before_ms, .gone = "（到期已删除）" }, ret_n));
	TRY(care_notes_forget_n(cx, (struct care_notes_forget_in){ .district_id = cx->district_id, .before_ms = before_ms }, &notes));
	*ret_n += notes;
	return ERR_OK;
}
