/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/resident/join.h"
#include "caps/resident/open_page.h"
#include "caps/resident/resident.h"
#include "file/qr.h"
#include "base/shape.h"
#include "http/op.h"

/* Coming in on one's own phone, and the worker's side of it. */

enum { PHONES_OUT_MAX = 50, NAMES_MAX = 500 };

struct resident_name { const char *name; };
struct resident_contact_out { const char *who_zh, *who_en, *name, *phone; };
struct resident_gate_in { const char *link; };
struct resident_gate_out { int64_t place_id; const char *place; struct list buildings, contacts; };
struct resident_enter_in { const char *link, *building, *unit, *room, *name, *tail, *code; };
struct resident_enter_out { int64_t state, until; const char *claim, *why; };
struct resident_again_in { const char *claim; };
struct resident_link_in { int64_t place_id; };
struct resident_link_id { int64_t link_id; };
struct resident_link_out { int64_t link_id, place_id, made; const char *token, *place; };
struct resident_qr_in { const char *text; };
struct resident_qr_out { int64_t side; const char *modules; };
struct resident_page_in { int64_t after, limit; };
struct resident_links_out { struct list items; int64_t next; };
struct resident_claim_out { int64_t claim_id, place_id, household_id, made; const char *place, *building, *unit, *room, *name, *tail; };
struct resident_claims_out { struct list items; int64_t next; };
struct resident_answer_in { int64_t claim_id, household_id; const char *why; };
struct household_of { int64_t household_id; };
struct household_merge_in { int64_t household_id, into_id; const char *reason; };
struct household_merge_out { int64_t household_id, orders, open_orders, together, needs, complaints, phones, lists_apart; const char *zh, *en; };
struct household_code_out { const char *code; int64_t until; };
struct household_phone_in { int64_t phone_id; };
struct household_phone_out { int64_t phone_id, how, made, seen, until; bool this_one; };
struct household_phones_out { struct list items; };
struct my_household_out {
	int64_t     household_id, persons;
	const char *door, *address, *name, *phone;
	struct list contacts, phones;
};

static SHAPE(open_ask, TEXT(open_ask, link, 1, 60, "what the code at the gate says"), OPT_WORD(open_ask, lang, open_languages, "language; zh"));
static SHAPE(open_file,
	BYTES(open_file, body, 0, 1 << 20, "the page"), TEXT(open_file, type, 1, 100, "media type"), TEXT(open_file, name, 0, 100, "empty: shown by the browser"));
static SHAPE(resident_name, TEXT(resident_name, name, 1, 200, "as people say it"));
static SHAPE(resident_contact_out,
	TEXT(resident_contact_out, who_zh, 1, 40, "楼长, 网格员, 社区"), TEXT(resident_contact_out, who_en, 1, 40, "the same in English"),
	TEXT(resident_contact_out, name, 0, 200, "of the person or office"), TEXT(resident_contact_out, phone, 0, 200, "to call; empty: none is known"));
static SHAPE(resident_gate_in, TEXT(resident_gate_in, link, 1, 60, "what the code at the gate says"));
static SHAPE(resident_gate_out,
	ID(resident_gate_out, place_id, "the compound"), TEXT(resident_gate_out, place, 1, 200, "its name"),
	LIST(resident_gate_out, buildings, &resident_name_shape, 0, NAMES_MAX, "names of its buildings, nothing of who lives there"),
	LIST(resident_gate_out, contacts, &resident_contact_out_shape, 0, 50, "offices, nearest first"));
static SHAPE(resident_enter_in,
	TEXT(resident_enter_in, link, 1, 60, "what the code at the gate says"),
	OPT_TEXT(resident_enter_in, building, 0, 40, "3号楼"), OPT_TEXT(resident_enter_in, unit, 0, 40, "2单元"),
	OPT_TEXT(resident_enter_in, room, 0, 40, "501"), OPT_TEXT(resident_enter_in, name, 0, 40, "who lives there"),
	SECRET_TEXT(resident_enter_in, tail, 0, 4, "last four digits of the phone number; empty with a code"),
	SECRET_TEXT(resident_enter_in, code, 0, 20, "the grid worker's code instead; empty: none"));
static SHAPE(resident_enter_out,
	WORD(resident_enter_out, state, resident_state_words, "in; or it waits for the grid worker; or the worker said no"),
	OPT_TEXT(resident_enter_out, claim, 0, 60, "to ask again with while it waits"), OPT_TEXT(resident_enter_out, why, 0, 200, "of a no"),
	OPT_TIME(resident_enter_out, until, "how long this phone stays in"));
static SHAPE(resident_again_in, SECRET_TEXT(resident_again_in, claim, 1, 60, "what coming in answered"));
static SHAPE(resident_link_in, ID(resident_link_in, place_id, "community, grid or building"));
static SHAPE(resident_link_id, ID(resident_link_id, link_id, "which link"));
static SHAPE(resident_link_out,
	ID(resident_link_out, link_id, "the link"), ID(resident_link_out, place_id, "where it leads to"), TEXT(resident_link_out, place, 0, 200, "its name"),
	TEXT(resident_link_out, token, 1, 60, "the address is /open?link=TOKEN"), TIME(resident_link_out, made, "when it was made"));
static SHAPE(resident_qr_in, TEXT(resident_qr_in, text, 1, 200, "an address"));
static SHAPE(resident_qr_out, I64(resident_qr_out, side, 1, 200, "modules of a row"), TEXT(resident_qr_out, modules, 1, 40000, "row by row, 1 is dark; leave 4 modules of white around"));
static SHAPE(resident_page_in, OPT_ID(resident_page_in, after, "the last page's `next`"), OPT_I64(resident_page_in, limit, 1, 200, "rows of a page, 50"));
static SHAPE(resident_links_out,
	LIST(resident_links_out, items, &resident_link_out_shape, 0, 200, "newest first"), OPT_ID(resident_links_out, next, "of the next page"));
static SHAPE(resident_claim_out,
	ID(resident_claim_out, claim_id, "the entry"), ID(resident_claim_out, place_id, "whose link was used"), TEXT(resident_claim_out, place, 0, 200, "its name"),
	TEXT(resident_claim_out, building, 0, 40, "as it was written"), TEXT(resident_claim_out, unit, 0, 40, "likewise"), TEXT(resident_claim_out, room, 0, 40, "likewise"),
	TEXT(resident_claim_out, name, 0, 40, "likewise"), TEXT(resident_claim_out, tail, 0, 4, "last digits of the phone number"),
	OPT_ID(resident_claim_out, household_id, "the one household registered behind that door; absent: none or several"),
	TIME(resident_claim_out, made, "when it was asked"));
static SHAPE(resident_claims_out,
	LIST(resident_claims_out, items, &resident_claim_out_shape, 0, 200, "oldest first"), OPT_ID(resident_claims_out, next, "of the next page"));
static SHAPE(resident_answer_in,
	ID(resident_answer_in, claim_id, "which entry"), OPT_ID(resident_answer_in, household_id, "yes: this household's phone; absent: no"),
	OPT_TEXT(resident_answer_in, why, 0, 200, "for a no: why, which the phone shows"));
static const struct shape household_merge_shape = { "household_merge", sizeof(struct household_merge_in), (const struct field[]){
	ID(household_merge_in, household_id, "the one that ends"), ID(household_merge_in, into_id, "the one that stays"),
	TEXT(household_merge_in, reason, 2, 200, "why; goes into the audit log"), { 0 } } };
static SHAPE(household_merge_out,
	ID(household_merge_out, household_id, "the one that stays"), I64(household_merge_out, orders, 0, INT64_MAX, "orders that went over"),
	I64(household_merge_out, open_orders, 0, INT64_MAX, "of them those whose goods are still to come, now to the kept door"),
	I64(household_merge_out, together, 0, INT64_MAX, "orders of both in one interval, where the plan allows fewer; 0: not more than it allows"),
	I64(household_merge_out, needs, 0, INT64_MAX, "individual needs that went over"), I64(household_merge_out, complaints, 0, INT64_MAX, "complaints"),
	I64(household_merge_out, phones, 0, INT64_MAX, "phones that act for the kept one now"),
	I64(household_merge_out, lists_apart, 0, INT64_MAX, "offers whose chat lists have both; their rows stay apart"),
	TEXT(household_merge_out, zh, 1, 1000, "the same in words"), TEXT(household_merge_out, en, 1, 1000, "likewise"));
static SHAPE(household_of, ID(household_of, household_id, "which household"));
static SHAPE(household_code_out, TEXT(household_code_out, code, 8, 8, "to be told to the household; shown once"), TIME(household_code_out, until, "valid until"));
static SHAPE(household_phone_in, ID(household_phone_in, phone_id, "which phone"));
static SHAPE(household_phone_out,
	ID(household_phone_out, phone_id, "the phone"), WORD(household_phone_out, how, resident_how_words, "how it came in"),
	TIME(household_phone_out, made, "since when"), TIME(household_phone_out, seen, "used last"), TIME(household_phone_out, until, "until when"),
	BOOL(household_phone_out, this_one, "the one that asks"));
static SHAPE(household_phones_out, LIST(household_phones_out, items, &household_phone_out_shape, 0, PHONES_OUT_MAX, "oldest first"));
static SHAPE(my_household_out,
	ID(my_household_out, household_id, "one's own"), TEXT(my_household_out, door, 1, 200, "3-2-501"), TEXT(my_household_out, address, 1, 300, "3号楼2单元501室"),
	I64(my_household_out, persons, 0, 99, "people; 0: not known"), TEXT(my_household_out, name, 0, 60, "the contact, masked"),
	TEXT(my_household_out, phone, 0, 60, "its phone, masked"),
	LIST(my_household_out, contacts, &resident_contact_out_shape, 0, 50, "whom to call, nearest first"),
	LIST(my_household_out, phones, &household_phone_out_shape, 0, PHONES_OUT_MAX, "phones that are in"));

static struct list contacts_out(struct ctx *cx, const struct resident_contact *all, size_t n)
{
	struct resident_contact_out *out = arena_array(&cx->mem, struct resident_contact_out, n + 1);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct resident_contact_out){ all[i].who_zh, all[i].who_en, all[i].name, all[i].phone };
	return (struct list){ out, n };
}

static struct list phones_out(struct ctx *cx, const struct resident_phone *all, size_t n)
{
	struct household_phone_out *out = arena_array(&cx->mem, struct household_phone_out, n + 1);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct household_phone_out){ all[i].phone_id, all[i].how, all[i].made_ms, all[i].seen_ms, all[i].until_ms, all[i].this_one };
	return (struct list){ out, n };
}

static enum err run_gate(struct ctx *cx, const void *input, void *output)
{
	struct resident_gate_out *out = output;
	struct resident_gate gate;
	struct resident_name *names;

	TRY(resident_gate_of(cx, ((const struct resident_gate_in *)input)->link, &gate));
	names = arena_array(&cx->mem, struct resident_name, gate.n_buildings + 1);
	for (size_t i = 0; i < gate.n_buildings; i++)
		names[i].name = gate.buildings[i];
	*out = (struct resident_gate_out){ gate.place.place_id, gate.place.name, { names, gate.n_buildings },
					   contacts_out(cx, gate.contacts, gate.n_contacts) };
	return ERR_OK;
}

static enum err run_open(struct ctx *cx, const void *input, void *output) { return open_page(cx, input, output); }

static enum err run_enter(struct ctx *cx, const void *input, void *output)
{
	const struct resident_enter_in *in = input;
	struct resident_enter_out *out = output;
	struct resident_entered made;

	TRY(resident_enter(cx, &(struct resident_entry){ in->link, in->building, in->unit, in->room, in->name, in->tail, in->code }, &made));
	*out = (struct resident_enter_out){ made.state, made.until_ms, made.claim, made.why };
	return ERR_OK;
}

static enum err run_again(struct ctx *cx, const void *input, void *output)
{
	struct resident_enter_out *out = output;
	struct resident_entered made;

	TRY(resident_ask_again(cx, ((const struct resident_again_in *)input)->claim, &made));
	*out = (struct resident_enter_out){ made.state, made.until_ms, made.claim, made.why };
	return ERR_OK;
}

static struct resident_link_out link_out(const struct resident_link *l)
{
	return (struct resident_link_out){ l->link_id, l->place_id, l->made_ms, l->token, l->place };
}

static enum err run_link_make(struct ctx *cx, const void *input, void *output)
{
	struct resident_link made;

	TRY(resident_link_make(cx, ((const struct resident_link_in *)input)->place_id, &made));
	*(struct resident_link_out *)output = link_out(&made);
	return ERR_OK;
}

static enum err run_link_stop(struct ctx *cx, const void *input, void *output)
{
	(void)output;
	return resident_link_stop(cx, ((const struct resident_link_id *)input)->link_id);
}

static enum err run_qr(struct ctx *cx, const void *input, void *output)
{
	struct resident_qr_out *out = output;
	struct qr qr;

	TRY(qr_make(cx, ((const struct resident_qr_in *)input)->text, &qr));
	*out = (struct resident_qr_out){ qr.side, qr.modules };
	return ERR_OK;
}

static int64_t page_of(const struct resident_page_in *in) { return in->limit ? in->limit : 50; }

static enum err run_links(struct ctx *cx, const void *input, void *output)
{
	struct resident_links_out *out = output;
	const struct resident_page_in *in = input;
	struct resident_link *all;
	struct resident_link_out *rows;
	size_t n;

	TRY(resident_link_list(cx, in->after, page_of(in), &all, &n));
	rows = arena_array(&cx->mem, struct resident_link_out, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = link_out(&all[i]);
	*out = (struct resident_links_out){ { rows, n }, n == (size_t)page_of(in) ? rows[n - 1].link_id : 0 };
	return ERR_OK;
}

static enum err run_claims(struct ctx *cx, const void *input, void *output)
{
	struct resident_claims_out *out = output;
	const struct resident_page_in *in = input;
	struct resident_claim *all;
	struct resident_claim_out *rows;
	size_t n;

	TRY(resident_claim_list(cx, in->after, page_of(in), &all, &n));
	rows = arena_array(&cx->mem, struct resident_claim_out, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct resident_claim_out){ all[i].claim_id, all[i].place_id, all[i].household_id, all[i].made_ms, all[i].place,
			all[i].building, all[i].unit, all[i].room, all[i].name, all[i].tail };
	*out = (struct resident_claims_out){ { rows, n }, n == (size_t)page_of(in) ? rows[n - 1].claim_id : 0 };
	return ERR_OK;
}

static enum err run_answer(struct ctx *cx, const void *input, void *output)
{
	const struct resident_answer_in *in = input;

	(void)output;
	return resident_claim_answer(cx, in->claim_id, in->household_id, in->why);
}

static enum err run_merge(struct ctx *cx, const void *input, void *output)
{
	const struct household_merge_in *in = input;
	struct household_joined j;

	TRY(household_join(cx, in->household_id, in->into_id, in->reason, &j));
	*(struct household_merge_out *)output = (struct household_merge_out){ in->into_id, j.orders.orders, j.orders.open, j.orders.together, j.needs,
		j.complaints, j.phones, j.lists_apart, j.zh, j.en };
	return ERR_OK;
}

static enum err run_code(struct ctx *cx, const void *input, void *output)
{
	struct household_code_out *out = output;

	return resident_code_give(cx, ((const struct household_of *)input)->household_id, &out->code, &out->until);
}

static enum err run_phones(struct ctx *cx, const void *input, void *output)
{
	struct resident_phone *all;
	struct household home;
	size_t n;

	TRY(household_need(cx, PERM_GRID_EDIT, ((const struct household_of *)input)->household_id, &home));
	TRY(resident_phone_list(cx, home.household_id, &all, &n));
	*(struct household_phones_out *)output = (struct household_phones_out){ phones_out(cx, all, n) };
	return ERR_OK;
}

static enum err run_phone_stop(struct ctx *cx, const void *input, void *output)
{
	(void)output;
	return resident_phone_stop(cx, ((const struct household_phone_in *)input)->phone_id);
}

static enum err run_my_household(struct ctx *cx, const void *input, void *output)
{
	struct resident_contact *contacts;
	struct resident_phone *phones;
	struct household_names names;
	struct household home;
	size_t n_contacts, n_phones;

	(void)input;
	TRY(resident_home(cx, &home));
	TRY(household_names(cx, home.household_id, false, &names));
	TRY(resident_contacts(cx, &home, &contacts, &n_contacts));
	TRY(resident_phone_list(cx, home.household_id, &phones, &n_phones));
	*(struct my_household_out *)output = (struct my_household_out){ home.household_id, home.persons, home.door,
		household_address(&cx->mem, &home), names.name, names.phone, contacts_out(cx, contacts, n_contacts),
		phones_out(cx, phones, n_phones) };
	return ERR_OK;
}

static enum err run_leave(struct ctx *cx, const void *input, void *output)
{
	(void)input;
	(void)output;
	return resident_leave(cx);
}

extern const struct op resident_ops[];
const struct op resident_ops[] = {
	{ .method = "GET", .path = "/api/v1/my/gate", .name = "my_gate", .zh = "小区入口", .en = "A compound's link", .perm = PERM_PUBLIC,
	  .tx = TX_READ, .in = &resident_gate_in_shape, .out = &resident_gate_out_shape, .run = run_gate, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/open", .name = "open_page", .zh = "小区入口页：现在能订什么、打给谁", .en = "What a compound's link opens: what is on sale, whom to call",
	  .perm = PERM_PUBLIC, .tx = TX_READ, .flags = OP_SHARED, .in = &open_ask_shape, .out = &open_file_shape, .run = run_open, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/my/enter", .name = "my_enter", .zh = "住户进入：门牌、姓名、手机尾号，或进入码",
	  .en = "Come in as a household: door, name, end of the phone number, or a code", .perm = PERM_PUBLIC, .tx = TX_WRITE,
	  .flags = OP_ONCE_ANYWAY | OP_SECRET | OP_KEEP, .in = &resident_enter_in_shape, .out = &resident_enter_out_shape, .run = run_enter,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/my/enter/again", .name = "my_enter_again", .zh = "网格员答复了吗", .en = "Has the grid worker answered",
	  .perm = PERM_PUBLIC, .tx = TX_WRITE, .flags = OP_ONCE_ANYWAY | OP_SECRET | OP_QUIET, .in = &resident_again_in_shape,
	  .out = &resident_enter_out_shape, .run = run_again, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/my/household", .name = "my_household", .zh = "我家", .en = "One's own household", .perm = PERM_RESIDENT,
	  .tx = TX_READ, .out = &my_household_out_shape, .run = run_my_household, .fails = { ERR_NOT_FOUND } },
	{ .method = "DELETE", .path = "/api/v1/my/session", .name = "my_leave", .zh = "这台手机退出", .en = "This phone leaves", .perm = PERM_RESIDENT,
	  .tx = TX_WRITE, .flags = OP_ONCE_ANYWAY, .run = run_leave, .fails = { ERR_NOT_FOUND } },
	{ .method = "DELETE", .path = "/api/v1/my/phones/{phone_id}", .name = "my_phone_stop", .zh = "让我家的一台手机退出",
	  .en = "Make a phone of one's household leave", .perm = PERM_RESIDENT, .tx = TX_WRITE, .flags = OP_ONCE_ANYWAY,
	  .in = &household_phone_in_shape, .run = run_phone_stop, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/resident-links", .name = "resident_links", .zh = "住户入口", .en = "Links for households",
	  .perm = PERM_GRID_EDIT, .tx = TX_READ, .in = &resident_page_in_shape, .out = &resident_links_out_shape, .run = run_links },
	{ .method = "POST", .path = "/api/v1/resident-links", .name = "resident_link_make", .zh = "开一个住户入口", .en = "Make a link for households",
	  .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .in = &resident_link_in_shape, .out = &resident_link_out_shape, .run = run_link_make,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/resident-links/qr", .name = "resident_link_qr", .zh = "入口的二维码", .en = "A link as a code",
	  .perm = PERM_GRID_EDIT, .tx = TX_READ, .in = &resident_qr_in_shape, .out = &resident_qr_out_shape, .run = run_qr },
	{ .method = "DELETE", .path = "/api/v1/resident-links/{link_id}", .name = "resident_link_stop", .zh = "停用住户入口",
	  .en = "End a link for households", .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .flags = OP_ONCE_ANYWAY, .in = &resident_link_id_shape,
	  .run = run_link_stop, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/resident-claims", .name = "resident_claims", .zh = "等认领的住户", .en = "Households waiting for a yes",
	  .perm = PERM_GRID_EDIT, .tx = TX_READ, .flags = OP_PERSONAL, .in = &resident_page_in_shape, .out = &resident_claims_out_shape,
	  .run = run_claims },
	{ .method = "POST", .path = "/api/v1/resident-claims/{claim_id}/answer", .name = "resident_claim_answer", .zh = "认领或不认",
	  .en = "Say yes or no to an entry", .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .in = &resident_answer_in_shape, .run = run_answer,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/households/{household_id}/merge", .name = "household_merge", .zh = "把重复的一户并入另一户",
	  .en = "Join a household into the one it turned out to be", .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .flags = OP_QUIET,
	  .in = &household_merge_shape, .out = &household_merge_out_shape, .run = run_merge, .fails = { ERR_NOT_FOUND, ERR_BLOCKED, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/households/{household_id}/code", .name = "household_code", .zh = "给住户一个进入码",
	  .en = "Give a household a code to come in by", .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .flags = OP_SECRET, .in = &household_of_shape,
	  .out = &household_code_out_shape, .run = run_code, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/households/{household_id}/phones", .name = "household_phones", .zh = "住户登记的手机",
	  .en = "Phones of a household that are in", .perm = PERM_GRID_EDIT, .tx = TX_READ, .in = &household_of_shape,
	  .out = &household_phones_out_shape, .run = run_phones, .fails = { ERR_NOT_FOUND } },
	{ .method = "DELETE", .path = "/api/v1/households/phones/{phone_id}", .name = "household_phone_stop", .zh = "让住户的一台手机退出",
	  .en = "Make a household's phone leave", .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .flags = OP_ONCE_ANYWAY,
	  .in = &household_phone_in_shape, .run = run_phone_stop, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
