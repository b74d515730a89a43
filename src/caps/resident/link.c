/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/resident/resident_internal.h"
#include "resident.sql.h"
#include "base/check.h"
#include "caps/party/account.h"
#include <string.h>

/* Links of compounds, and what anybody with one may know. */
enum { LINK_CHARACTERS = 12, BUILDINGS_MAX = 500, LEADERS_MAX = 3, CONTACTS_MAX = 12 };

static enum err no_such_link(struct ctx *cx)
{
	return fail(cx, ERR_NOT_FOUND, "link", "这个入口不存在或已停用，请向网格员要新的", "there is no such link, or it has ended; ask the grid worker for a new one");
}

enum err resident_link_place(struct ctx *cx, const char *token, struct place *ret)
{
	struct resident_link_by_its_token_row row;
	enum err e = resident_link_by_its_token(cx, (struct resident_link_by_its_token_in){ .district_id = cx->district_id,
		.token = token ? token : "" }, &row);

	if (e == ERR_NOT_FOUND || (e == ERR_OK && row.ended_ms))
		return no_such_link(cx);
	TRY(e);
	return place_get(cx, row.place_id, ret);
}

enum err resident_link_make(struct ctx *cx, int64_t place_id, struct resident_link *ret)
{
	const char *token = resident_draw(cx, "", "abcdefghjkmnpqrstuvwxyz23456789", LINK_CHARACTERS);
	int64_t link_id = ctx_new_id(cx);
	struct place place;

	TRY(place_need(cx, PERM_GRID_EDIT, place_id, &place));
	if (place.kind != PLACE_GRID && place.kind != PLACE_BUILDING && place.kind != PLACE_COMMUNITY)
		return fail(cx, ERR_BAD_INPUT, "place_id", "入口开在社区、网格或楼栋上，“%s”不是", "a link is for a community, a grid or a building; '%s' is none",
			    place.name);
	TRY(resident_link_insert(cx, (struct resident_link_insert_in){ .district_id = cx->district_id, .link_id = link_id, .token = token,
		.place_id = place_id, .path = place.path, .made_by = cx->actor->account_id, .made_ms = cx->now_ms }));
	*ret = (struct resident_link){ .link_id = link_id, .place_id = place_id, .made_ms = cx->now_ms, .token = token, .place = place.name };
	return ERR_OK;
}

enum err resident_link_stop(struct ctx *cx, int64_t link_id)
{
	struct resident_link_by_id_row row;
	struct place place;
	enum err e = resident_link_by_id(cx, (struct resident_link_by_id_in){ .district_id = cx->district_id, .link_id = link_id }, &row);

	if (e == ERR_NOT_FOUND)
		return no_such_link(cx);
	TRY(e);
	TRY(place_need(cx, PERM_GRID_EDIT, row.place_id, &place));
	return resident_link_end(cx, (struct resident_link_end_in){ .district_id = cx->district_id, .link_id = link_id, .now_ms = cx->now_ms });
}

enum err resident_link_list(struct ctx *cx, int64_t before_id, int64_t limit, struct resident_link **ret, size_t *ret_n)
{
	struct resident_link_page_row *rows;
	struct resident_link *out;
	size_t n;

	TRY(check_range(cx, "limit", limit, 1, 200));
	TRY(resident_link_page(cx, (struct resident_link_page_in){ .district_id = cx->district_id, .actor_id = cx->actor->account_id,
		.perm = PERM_GRID_EDIT, .now_ms = cx->now_ms, .before_id = before_id, .limit = limit }, &rows, &n, (size_t)limit));
	out = arena_array(&cx->mem, struct resident_link, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct resident_link){ .link_id = rows[i].link_id, .place_id = rows[i].place_id, .made_ms = rows[i].made_ms,
			.token = rows[i].token, .place = rows[i].place };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

static void add_contact(struct resident_contact *all, size_t *n, struct resident_contact one)
{
	if (*n < CONTACTS_MAX && ((one.name && *one.name) || (one.phone && *one.phone)))
		all[(*n)++] = (struct resident_contact){ one.who_zh, one.who_en, one.name ? one.name : "", one.phone ? one.phone : "" };
}

/* The offices above a place that tell a line, nearest first. */
static enum err offices(struct ctx *cx, const struct place *from, struct resident_contact *all, size_t *n)
{
	static const char *const zh[PLACE_KINDS] = { [PLACE_DISTRICT] = "区热线", [PLACE_SUBDISTRICT] = "街道", [PLACE_COMMUNITY] = "社区",
						     [PLACE_GRID] = "网格" };
	static const char *const en[PLACE_KINDS] = { [PLACE_DISTRICT] = "District hotline", [PLACE_SUBDISTRICT] = "Subdistrict",
						     [PLACE_COMMUNITY] = "Community", [PLACE_GRID] = "Grid" };
	struct place at = *from;

	for (int depth = 0; depth < PLACE_DEPTH_MAX; depth++) {
		if (at.kind > 0 && at.kind < PLACE_KINDS && zh[at.kind] && *at.contact)
			add_contact(all, n, (struct resident_contact){ zh[at.kind], en[at.kind], at.name, place_dial(&cx->mem, at.contact) });
		if (!at.parent_id)
			break;
		TRY(place_get(cx, at.parent_id, &at));
	}
	return ERR_OK;
}

/* Only the names of buildings; units and rooms are for those who live there to say. */
static enum err buildings_of(struct ctx *cx, const struct place *place, struct resident_gate *ret)
{
	static const struct actor system = { .account_id = ACCOUNT_SYSTEM };
	const struct actor *before = cx->actor;
	struct place *rows;
	size_t n;
	enum err e;

	cx->actor = &system;
	e = place_list(cx, &(struct place_filter){ .under_id = place->place_id, .kind = PLACE_BUILDING, .limit = BUILDINGS_MAX }, &rows, &n);
	cx->actor = before;
	TRY(e);
	ret->buildings = arena_array(&cx->mem, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		ret->buildings[ret->n_buildings++] = rows[i].name;
	return ERR_OK;
}

enum err resident_gate_of(struct ctx *cx, const char *link, struct resident_gate *ret)
{
	struct resident_contact *all = arena_array(&cx->mem, struct resident_contact, CONTACTS_MAX + 1);
	size_t n = 0;

	*ret = (struct resident_gate){ 0 };
	TRY(resident_link_place(cx, link, &ret->place));
	TRY(buildings_of(cx, &ret->place, ret));
	TRY(offices(cx, &ret->place, all, &n));
	ret->contacts = all;
	ret->n_contacts = n;
	return ERR_OK;
}

static enum err add_person(struct ctx *cx, int64_t account_id, const char *zh, const char *en, struct resident_contact *all, size_t *n)
{
	const char *name, *phone;

	TRY(party_account_name(cx, account_id, &name));
	TRY(party_duty_phone(cx, account_id, &phone));
	add_contact(all, n, (struct resident_contact){ zh, en, name, phone });
	return ERR_OK;
}

enum err resident_contacts(struct ctx *cx, const struct household *home, struct resident_contact **ret, size_t *ret_n)
{
	struct resident_contact *all = arena_array(&cx->mem, struct resident_contact, CONTACTS_MAX + 1);
	struct party_holder *leaders;
	struct grid_area area;
	struct place building;
	size_t n = 0, n_leaders;
	enum err e;

	TRY(party_holders(cx, "building_leader", home->path, &leaders, &n_leaders));
	for (size_t i = 0; i < n_leaders && i < LEADERS_MAX; i++)
		TRY(add_person(cx, leaders[i].account_id, "楼长", "Building leader", all, &n));
	e = grid_area_of(cx, home->building_id, &area);
	if (e == ERR_OK && area.worker_id)
		TRY(add_person(cx, area.worker_id, "网格员", "Grid worker", all, &n));
	else if (e != ERR_NOT_FOUND)
		TRY(e);
	TRY(place_get(cx, home->building_id, &building));
	TRY(offices(cx, &building, all, &n));
	*ret = all;
	*ret_n = n;
	return ERR_OK;
}
