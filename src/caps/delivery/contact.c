/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/delivery/contact.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/delivery/trip.h"
#include "caps/grid/grid.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "caps/party/person.h"
#include "caps/place/place.h"
#include "delivery.sql.h"

static void mask(struct ctx *cx, struct delivery_contact *c)
{
	if (!c->personal)
		return;
	c->name = person_mask_name(&cx->mem, c->name);
	c->phone = person_mask_phone(&cx->mem, c->phone);
}

static enum err person_of(struct ctx *cx, int64_t account_id, struct delivery_contact *ret)
{
	ret->personal = true;
	TRY(party_account_name(cx, account_id, &ret->name));
	return party_duty_phone(cx, account_id, &ret->phone);
}

/* Nobody was named and the place has no line: whoever of its team has a phone, else the grid's worker. */
static enum err somebody(struct ctx *cx, const struct place *place, struct delivery_contact *ret)
{
	struct party_holder *team;
	struct grid_area area;
	size_t n;
	enum err e;

	if (place->kind == PLACE_STATION) {
		TRY(party_holders(cx, "station_team", place->path, &team, &n));
		for (size_t i = 0; i < n && !ret->phone[0]; i++)
			TRY(person_of(cx, team[i].account_id, ret));
	}
	if (ret->phone[0] || place->kind == PLACE_SHOP)
		return ERR_OK;
	e = grid_area_of(cx, place->place_id, &area);
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	if (area.worker_id)
		return person_of(cx, area.worker_id, ret);
	TRY(party_holders(cx, "grid_worker", area.path, &team, &n));
	for (size_t i = 0; i < n && !ret->phone[0]; i++)
		TRY(person_of(cx, team[i].account_id, ret));
	return ERR_OK;
}

enum err delivery_contact_of(struct ctx *cx, int64_t place_id, bool full, struct delivery_contact *ret)
{
	struct delivery_contact_get_row *r;
	struct place place;
	size_t n;

	TRY(place_get(cx, place_id, &place));
	*ret = (struct delivery_contact){ .place_id = place_id, .kind = place.kind, .place = place.name, .parent = "", .name = "", .phone = "" };
	TRY(delivery_contact_get(cx, (struct delivery_contact_get_in){ .district_id = cx->district_id, .place_id = place_id }, &r, &n, 1));
	if (n) {
		ret->version = r->version;
		ret->name = r->name;
		ret->phone = r->phone;
		ret->personal = r->personal;
	}
	if (!ret->phone[0]) {
		ret->personal = false;
		ret->name = "";
		ret->phone = place_dial(&cx->mem, place.contact);
	}
	if (!ret->phone[0])
		TRY(somebody(cx, &place, ret));
	if (!ret->phone[0])
		ret->name = "";
	if (!full)
		mask(cx, ret);
	return ERR_OK;
}

enum err delivery_contact_list(struct ctx *cx, int64_t after, int64_t limit, struct delivery_contact **ret, size_t *ret_n)
{
	struct delivery_contacts_row *r;

	TRY(check_range(cx, "limit", limit, 1, DELIVERY_LIST_MAX + 1));
	TRY(delivery_contacts(cx, (struct delivery_contacts_in){ .district_id = cx->district_id, .after = after, .actor_id = cx->actor->account_id,
		.perm = PERM_TRIP_READ, .now_ms = cx->now_ms, .limit = limit }, &r, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct delivery_contact, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		(*ret)[i] = (struct delivery_contact){ .place_id = r[i].place_id, .kind = r[i].kind, .version = r[i].version, .personal = r[i].personal,
			.place = r[i].place, .parent = r[i].parent, .name = r[i].name, .phone = r[i].phone };
		if (!r[i].phone[0])
			(*ret)[i].phone = place_dial(&cx->mem, r[i].office);
		mask(cx, &(*ret)[i]);
	}
	return ERR_OK;
}

enum err delivery_contact_save(struct ctx *cx, const struct delivery_contact *in, struct delivery_contact *ret)
{
	struct delivery_contact_get_row *old;
	const char *phone = "";
	struct place place;
	size_t n;

	TRY(place_need(cx, PERM_TRIP_EDIT, in->place_id, &place));
	if (place.kind != PLACE_STATION && place.kind != PLACE_SHOP && place.kind != PLACE_GRID)
		return fail(cx, ERR_BAD_INPUT, "place_id", "“%s”不是站点、门店或网格，没有交接电话", "\"%s\" is no station, shop or grid and has no contact for deliveries", place.name);
	TRY(check_line(cx, "name", in->name, 0, 40));
	if (in->phone && in->phone[0] && !person_phone_read(&cx->mem, in->phone, &phone))
		return fail(cx, ERR_BAD_INPUT, "phone", "电话号码不对：请写 11 位手机号，或带区号的座机号",
			    "the phone number is neither a mobile number of 11 digits nor a line with its area code");
	if (in->personal && phone[0] && !(in->name && in->name[0]))
		return fail(cx, ERR_BAD_INPUT, "name", "个人电话要写明是谁的", "say whose phone a personal number is");
	TRY(delivery_contact_get(cx, (struct delivery_contact_get_in){ .district_id = cx->district_id, .place_id = in->place_id }, &old, &n, 1));
	if (in->version != (n ? old->version : 0))
		return fail(cx, ERR_STALE, "version", "您看到的是第 %lld 版，现在已是第 %lld 版，请刷新再办", "you saw version %lld, it is version %lld now; reload",
			    (long long)in->version, (long long)(n ? old->version : 0));
	TRY(delivery_contact_put(cx, (struct delivery_contact_put_in){ .district_id = cx->district_id, .place_id = in->place_id,
		.name = phone[0] && in->name ? in->name : "", .phone = phone, .personal = phone[0] && in->personal, .version = in->version + 1,
		.changed_ms = cx->now_ms, .changed_by = cx->actor->account_id }));
	return delivery_contact_of(cx, in->place_id, false, ret);
}

enum err delivery_contact_reveal(struct ctx *cx, int64_t place_id, struct delivery_contact *ret)
{
	struct place place;

	TRY(place_need(cx, PERM_TRIP_EDIT, place_id, &place));
	return delivery_contact_of(cx, place_id, true, ret);
}

enum err trip_contact_reveal(struct ctx *cx, int64_t trip_id, int64_t stop_no, struct delivery_contact *ret)
{
	struct trip trip;
	bool driver;

	TRY(trip_get(cx, trip_id, &trip));
	TRY(party_same_person(cx, trip.driver_id, cx->actor->account_id, &driver));
	if (!driver)
		TRY(ctx_need(cx, PERM_TRIP_EDIT, trip.shop_path));
	if (text_equal(trip.state, "closed") || text_equal(trip.state, "void"))
		return fail(cx, ERR_BAD_STATE, "trip_id", "这趟车已经办结，不再提供联系电话", "the trip is over; its contacts are not told any more");
	for (size_t i = 0; i < trip.n_stops; i++)
		if (trip.stops[i].stop_no == stop_no)
			return delivery_contact_of(cx, trip.stops[i].place_id, true, ret);
	return fail(cx, ERR_NOT_FOUND, "stop_no", "这趟车没有第 %lld 站，共 %zu 站", "the trip has no stop %lld, it has %zu", (long long)stop_no, trip.n_stops);
}
