/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/delivery/delivery.h"
#include "caps/party/party.h"
#include "delivery.sql.h"

/* A passing goes between two different hands, and says whose. */
enum err guard_passing_parties(struct ctx *cx, const struct doc_work *w)
{
	if (!w->doc.giver_id || !w->doc.taker_id)
		return fail(cx, ERR_BAD_INPUT, "taker_id", "请写明谁交给谁", "say who gives and who takes");
	return w->doc.giver_id != w->doc.taker_id ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, "taker_id", "不能转交给自己", "goods are not passed on to oneself");
}

/* The count of who takes is his own: whoever made the passing does not confirm it for him. */
enum err guard_passing_taker(struct ctx *cx, const struct doc_work *w)
{
	bool same;

	TRY(party_same_person(cx, w->doc.created_by, cx->actor->account_id, &same));
	return !same ? ERR_OK :
		fail(cx, ERR_FORBIDDEN, "", "交出的人不能替对方点数，请接收的人自己点", "who gave does not count for the other side; let the taker count");
}
