/* SPDX-License-Identifier: Apache-2.0 */
/* Whom to call at stations and shops, and at the next stop of a trip. */
#include "caps/delivery/contact.h"
#include "caps/delivery/delivery.h"
#include "caps/place/place.h"
#include "http/op.h"

struct contact_list_in { int64_t after, limit; };
struct contact_row { int64_t place_id, kind, version; const char *place, *parent, *name, *phone; bool personal; };
struct contact_list_out { struct list items; int64_t next; };
struct contact_in { int64_t place_id, version; const char *name, *phone; bool personal; };
struct contact_reveal_in { int64_t place_id; const char *reason; };
struct stop_contact_in { int64_t trip_id, stop_no; const char *reason; };

#define CONTACT_FIELDS \
	ID(contact_row, place_id, "the place"), WORD(contact_row, kind, place_kind_words, "station, shop or grid"), TEXT(contact_row, place, 0, 200, "its name"), \
	TEXT(contact_row, parent, 0, 200, "what it lies in"), TEXT(contact_row, name, 0, 60, "who answers"), \
	TEXT(contact_row, phone, 0, 60, "to call; empty: nobody is known"), BOOL(contact_row, personal, "a person's: masked unless revealed"), \
	I64(contact_row, version, 0, INT64_MAX, "its version; 0: none was named here")
static SHAPE(contact_list_in, OPT_ID(contact_list_in, after, "where the page before ended (its next)"),
	OPT_I64(contact_list_in, limit, 1, DELIVERY_LIST_MAX, "rows on a page, 50 unless told"));
static const struct shape contact_row_shape = { "delivery_contact", sizeof(struct contact_row), (const struct field[]){ CONTACT_FIELDS, { 0 } } };
static SHAPE(contact_list_out, LIST(contact_list_out, items, &contact_row_shape, 0, DELIVERY_LIST_MAX, "stations and shops"),
	OPT_ID(contact_list_out, next, "send as after to get the next page"));
static const struct shape contact_in_shape = { "delivery_contact_in", sizeof(struct contact_in), (const struct field[]){
	ID(contact_in, place_id, "a station, a shop, or a grid at whose gate goods are handed over"), OPT_TEXT(contact_in, name, 0, 40, "who answers"),
	OPT_TEXT(contact_in, phone, 0, 40, "a mobile number or a line with its area code; absent: no contact"),
	OPT_BOOL(contact_in, personal, "true: a person's own number; else a service number"),
	OPT_I64(contact_in, version, 0, INT64_MAX, "the version that was seen; absent: none was named yet"), { 0 } } };
static const struct shape contact_reveal_in_shape = { "delivery_contact_why", sizeof(struct contact_reveal_in), (const struct field[]){
	ID(contact_reveal_in, place_id, "the place"), TEXT(contact_reveal_in, reason, 2, 200, "why; goes into the audit log"), { 0 } } };
static SHAPE(stop_contact_in, ID(stop_contact_in, trip_id, "the trip"), I64(stop_contact_in, stop_no, 1, 10000, "the stop"),
	TEXT(stop_contact_in, reason, 2, 200, "why; goes into the audit log"));

static struct contact_row row_of(const struct delivery_contact *c)
{
	return (struct contact_row){ c->place_id, c->kind, c->version, c->place, c->parent, c->name, c->phone, c->personal };
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct contact_list_in *in = input;
	const int64_t limit = in->limit ? in->limit : 50;
	struct contact_list_out *out = output;
	struct delivery_contact *c;
	struct contact_row *rows;
	size_t n;

	TRY(delivery_contact_list(cx, in->after, limit + 1, &c, &n));
	if ((int64_t)n > limit)
		out->next = c[--n - 1].place_id;
	rows = arena_array(&cx->mem, struct contact_row, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = row_of(&c[i]);
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_save(struct ctx *cx, const void *input, void *output)
{
	const struct contact_in *in = input;
	struct delivery_contact saved;

	TRY(delivery_contact_save(cx, &(struct delivery_contact){ .place_id = in->place_id, .version = in->version, .name = in->name, .phone = in->phone,
		.personal = in->personal }, &saved));
	*(struct contact_row *)output = row_of(&saved);
	return ERR_OK;
}

static enum err run_reveal(struct ctx *cx, const void *input, void *output)
{
	struct delivery_contact c;

	TRY(delivery_contact_reveal(cx, ((const struct contact_reveal_in *)input)->place_id, &c));
	*(struct contact_row *)output = row_of(&c);
	return ERR_OK;
}

static enum err run_stop(struct ctx *cx, const void *input, void *output)
{
	const struct stop_contact_in *in = input;
	struct delivery_contact c;

	TRY(trip_contact_reveal(cx, in->trip_id, in->stop_no, &c));
	*(struct contact_row *)output = row_of(&c);
	return ERR_OK;
}

extern const struct op contact_ops[];
const struct op contact_ops[] = {
	{ .method = "GET", .path = "/api/v1/delivery-contacts", .name = "delivery_contact_list", .zh = "站点和门店的联系电话", .en = "Whom to call at stations and shops",
	  .perm = PERM_TRIP_READ, .tx = TX_READ, .in = &contact_list_in_shape, .out = &contact_list_out_shape, .run = run_list },
	{ .method = "POST", .path = "/api/v1/delivery-contacts", .name = "delivery_contact_save", .zh = "登记或修改联系电话", .en = "Name whom to call there",
	  .perm = PERM_TRIP_EDIT, .tx = TX_WRITE, .in = &contact_in_shape, .out = &contact_row_shape, .run = run_save, .fails = { ERR_NOT_FOUND, ERR_STALE } },
	{ .method = "GET", .path = "/api/v1/delivery-contacts/{place_id}/reveal", .name = "delivery_contact_reveal", .zh = "查看完整联系电话", .en = "A contact in full, for a reason",
	  .perm = PERM_TRIP_EDIT, .tx = TX_READ, .flags = OP_PERSONAL, .in = &contact_reveal_in_shape, .out = &contact_row_shape, .run = run_reveal,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/trips/{trip_id}/stops/{stop_no}/contact", .name = "trip_contact", .zh = "查看这一站的联系电话", .en = "Whom to call at a stop, in full, for a reason",
	  .perm = PERM_TRIP_READ, .tx = TX_READ, .flags = OP_PERSONAL, .in = &stop_contact_in_shape, .out = &contact_row_shape, .run = run_stop,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ 0 },
};
