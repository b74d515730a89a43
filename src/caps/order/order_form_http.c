/* SPDX-License-Identifier: Apache-2.0 */
/* What a person who takes orders needs on the form: open offers with what is
 * left, and for a household what it may do now.  Field phones keep it for the
 * time without network. */
#include "caps/document/document_http.h"
#include "caps/catalog/catalog.h"
#include "caps/grid/grid.h"
#include "caps/order/order_list.h"
#include "caps/place/place.h"

enum { FORM_OFFERS_MAX = 20 };

struct form_in { int64_t household_id, place_id; };
static SHAPE(form_in, OPT_ID(form_in, household_id, "for this household"), OPT_ID(form_in, place_id, "or for all of a grid or building"));
struct form_line { int64_t line_no, item_id, price_fen, price_units, aid_fen, left, per_household; bool package; const char *code, *zh, *unit, *category, *contents; };
static SHAPE(form_line,
	I64(form_line, line_no, 1, 10000, "line of the offer"), ID(form_line, item_id, "item"), TEXT(form_line, code, 0, 40, "its code"), TEXT(form_line, zh, 0, 200, "its name"),
	TEXT(form_line, unit, 0, 40, "base unit"), TEXT(form_line, category, 0, 60, "class of goods"), MONEY(form_line, price_fen, 0, QTY_MAX, "price"),
	I64(form_line, price_units, 1, QTY_MAX, "for so many base units"), MONEY(form_line, aid_fen, 0, QTY_MAX, "subsidised for households in hardship"),
	I64(form_line, left, 0, QTY_MAX, "still to be had"), I64(form_line, per_household, 0, QTY_MAX, "at most so many per household; 0: no limit"),
	BOOL(form_line, package, "a package"), OPT_TEXT(form_line, contents, 0, 2000, "what is in it"));
struct form_offer { int64_t offer_id, shop_id, cut_off, deliver_from, deliver_until; bool prepaid, collect, credit; const char *name, *shop, *remark; struct list lines; };
static SHAPE(form_offer,
	ID(form_offer, offer_id, "offer"), TEXT(form_offer, name, 0, 200, "its name"), ID(form_offer, shop_id, "shop"), TEXT(form_offer, shop, 0, 200, "its name"),
	OPT_TEXT(form_offer, remark, 0, 500, "remark"), OPT_TIME(form_offer, cut_off, "orders close at"), OPT_TIME(form_offer, deliver_from, "delivered from"),
	OPT_TIME(form_offer, deliver_until, "to"), BOOL(form_offer, prepaid, "may be paid in advance"), BOOL(form_offer, collect, "may be paid at the door"),
	BOOL(form_offer, credit, "may be settled later, where the plan names the household"), LIST(form_offer, lines, &form_line_shape, 0, OFFER_LINES_MAX, "what is on offer"));
struct form_out { struct list offers; };
static SHAPE(form_out, LIST(form_out, offers, &form_offer_shape, 0, FORM_OFFERS_MAX, "soonest cut-off first"));

static const char *contents_of(struct ctx *cx, const struct offer *o, int64_t line_no)
{
	const char *text = NULL;

	for (size_t i = 0; i < o->n_parts; i++)
		if (o->parts[i].line_no == line_no)
			text = arena_print(&cx->mem, "%s%s%s×%lld", text ? text : "", text ? "、" : "", o->parts[i].zh, (long long)o->parts[i].qty);
	return text;
}

static struct form_offer offer_out(struct ctx *cx, const struct offer *o)
{
	struct form_line *lines = arena_array(&cx->mem, struct form_line, o->n_lines + 1);

	for (size_t i = 0; i < o->n_lines; i++) {
		const struct offer_line *l = &o->lines[i];

		lines[i] = (struct form_line){ l->line_no, l->item_id, l->price_fen, l->price_units, l->aid_fen, l->left, l->per_household, l->is_package,
			l->code, l->zh, l->unit, l->category, contents_of(cx, o, l->line_no) };
	}
	return (struct form_offer){ .offer_id = o->offer_id, .shop_id = o->shop_id, .cut_off = o->cut_off_ms, .deliver_from = o->deliver_from_ms,
		.deliver_until = o->deliver_until_ms, .prepaid = !o->pay || o->pay & PAY_PREPAID, .collect = !o->pay || o->pay & PAY_ON_DELIVERY,
		.credit = !o->pay || o->pay & PAY_LATER, .name = o->name, .shop = o->shop, .remark = o->remark && o->remark[0] ? o->remark : NULL,
		.lines = { lines, o->n_lines } };
}

static enum err run_form(struct ctx *cx, const void *input, void *output)
{
	const struct form_in *in = input;
	struct form_out *out = output;
	struct form_offer *list;
	struct household h;
	struct offer *offers;
	struct place place;
	const char *path;
	size_t n;

	if (!in->household_id == !in->place_id)
		return fail(cx, ERR_BAD_INPUT, "household_id", "请给出一户，或一个网格、楼栋", "name a household, or a grid or building");
	if (in->household_id) {
		TRY(household_need(cx, PERM_ORDER_EDIT, in->household_id, &h));
		path = h.path;
	} else {
		TRY(place_need(cx, PERM_ORDER_EDIT, in->place_id, &place));
		path = place.path;
	}
	TRY(offers_for(cx, path, &offers, &n));
	n = n < FORM_OFFERS_MAX ? n : FORM_OFFERS_MAX;
	list = arena_array(&cx->mem, struct form_offer, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct offer whole;

		TRY(offer_get(cx, offers[i].offer_id, &whole));
		list[i] = offer_out(cx, &whole);
	}
	out->offers = (struct list){ list, n };
	return ERR_OK;
}

extern const struct op order_form_ops[];
const struct op order_form_ops[] = {
	{ .method = "GET", .path = "/api/v1/orders/form", .name = "order_form", .zh = "下单表：开着的团购", .en = "Open offers to order from", .perm = PERM_ORDER_EDIT,
	  .tx = TX_READ, .in = &form_in_shape, .out = &form_out_shape, .run = run_form, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
