/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "caps/party/account.h"
#include "caps/party/person.h"
#include "caps/resident/resident.h"

/* Links by which households of the demo's compounds come in, and who answers their calls.  Names and phones are
 * invented, of a range that is not given out. */
static const struct { const char *login, *place, *title, *name, *phone; } callers[] = {
	{ "grid", "WG-YF", "网格员", "王演示", "13800001001" },
	{ "building", "WG-YF-1", "楼长", "李演示", "13800001002" },
};

static enum err stand_behind(struct ctx *cx, size_t i)
{
	struct party_account account;
	struct place place;
	int64_t person_id;

	TRY(place_by_code(cx, callers[i].place, &place));
	TRY(person_create(cx, &(struct person){ .place_id = place.place_id, .title = callers[i].title, .name = callers[i].name,
		.phone = callers[i].phone }, &person_id));
	TRY(party_account_by_login(cx, callers[i].login, &account));
	account.person_id = person_id;
	return party_account_update(cx, account.account_id, account.version, &account);
}

enum err demo_residents(struct ctx *cx, struct demo_work *w)
{
	static const char *const compounds[] = { "WG-YF", "WG-JP" };
	const struct actor *before = cx->actor;
	struct resident_link link;
	struct place place;

	if (w->system)
		cx->actor = w->system;
	for (size_t i = 0; i < sizeof callers / sizeof *callers; i++)
		TRY(stand_behind(cx, i));
	for (size_t i = 0; i < sizeof compounds / sizeof *compounds; i++) {
		TRY(place_by_code(cx, compounds[i], &place));
		TRY(resident_link_make(cx, place.place_id, &link));
	}
	cx->actor = before;
	return ERR_OK;
}
