/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_internal.h"
#include "party.sql.h"
#include "caps/place/place.h"

/* Accounts of households, and the phones of those who look after them. */

enum err party_home_account(struct ctx *cx, int64_t household_id, int64_t building_id, const char *name, int64_t *ret_account_id)
{
	const char *login = arena_print(&cx->mem, "home:%lld", (long long)household_id);
	int64_t account_id = ctx_new_id(cx), added = 0;
	struct party_account old;
	struct place place;

	TRY(place_get(cx, building_id, &place));
	TRY(party_account_insert_n(cx, (struct party_account_insert_in){ .district_id = cx->district_id, .account_id = account_id,
		.place_id = place.place_id, .path = place.path, .kind = PARTY_PERSON, .login = login, .name = name, .enabled = 1,
		.created_ms = cx->now_ms, .version = 1 }, &added));
	if (!added) {
		TRY(party_account_by_login(cx, login, &old));
		*ret_account_id = old.account_id;
		return ERR_OK;
	}
	TRY(party_grant_insert(cx, (struct party_grant_insert_in){ .district_id = cx->district_id, .grant_id = ctx_new_id(cx),
		.account_id = account_id, .place_id = place.place_id, .scope = place.path, .role = "resident", .from_ms = cx->now_ms,
		.until_ms = PARTY_FOREVER, .by_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY }));
	*ret_account_id = account_id;
	return rights_rebuild(cx, account_id);
}

enum err party_duty_phone(struct ctx *cx, int64_t account_id, const char **ret)
{
	struct party_person_by_id_row person;
	struct party_account account;
	enum err e;

	*ret = "";
	TRY(party_account_get(cx, account_id, &account));
	if (!account.person_id)
		return ERR_OK;
	e = party_person_by_id(cx, (struct party_person_by_id_in){ .district_id = cx->district_id, .person_id = account.person_id }, &person);
	if (e == ERR_OK)
		*ret = person.phone;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}
