/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/reserve/picture_shape.h"
#include "caps/reserve/reserve.h"
#include "http/op.h"

/* The picture, the register of other forms, rotation, counts and upkeep. */
static const char *const reserve_form_ask_words[] = { "any", "agreement", "capacity", "mutual_aid", "household", "company", NULL };

struct reserve_place_in { int64_t place_id; };
static SHAPE(reserve_place_in, OPT_ID(reserve_place_in, place_id, "this place and below; the district unless told"));

/* ---- sources ---- */

#define SOURCE_MEMBERS int64_t form, place_id, item_id, org_id, qty, per_day, ramp_up_days, respond_min, price, price_units, from, until; \
	const char *holder, *class_id, *party, *paper, *unit, *contact, *note
struct reserve_source_new { SOURCE_MEMBERS; };
struct reserve_source_change { int64_t source_id, version; SOURCE_MEMBERS; };
struct reserve_source_id { int64_t source_id, version; };
struct reserve_source_out { int64_t source_id, version, called, left, entered, ended; SOURCE_MEMBERS; const char *place, *item, *org, *class_zh, *class_en; };
struct reserve_source_made { int64_t source_id, version; };
struct reserve_source_ask { int64_t place_id, form, until, after, limit; const char *class_id; bool ended; };
struct reserve_source_page { struct list items; int64_t next; };

#define SOURCE_FIELDS(type) \
	WORD(type, form, reserve_kind_words, "form"), OPT_ID(type, place_id, "the area it is for; the district unless told"), \
	OPT_TEXT(type, holder, 0, 60, "role of the plan that holds it"), TEXT(type, class_id, 1, 60, "class of goods"), \
	OPT_ID(type, item_id, "which goods of the class; any unless told"), OPT_ID(type, org_id, "the enterprise"), \
	OPT_TEXT(type, party, 0, 100, "or who holds it, by name: a neighbouring district, households of a community"), \
	OPT_TEXT(type, paper, 0, 60, "number of the agreement"), OPT_I64(type, qty, 0, QTY_MAX, "how much, in unit"), TEXT(type, unit, 1, 20, "unit"), \
	OPT_I64(type, per_day, 0, QTY_MAX, "capacity: what can be made a day"), OPT_I64(type, ramp_up_days, 0, 3660, "capacity: days until that is reached"), \
	OPT_I64(type, respond_min, 0, 525600, "minutes until it is there"), OPT_MONEY(type, price, 0, QTY_MAX, "agreed price of so many units"), \
	OPT_I64(type, price_units, 1, 1000000, "so many units; 1 unless told"), OPT_DAY(type, from, "valid from; today unless told"), \
	OPT_DAY(type, until, "valid until; open unless told"), OPT_TEXT(type, contact, 0, 100, "an office and its line, no person"), \
	OPT_TEXT(type, note, 0, 300, "a word about it")
static SHAPE(reserve_source_new, SOURCE_FIELDS(reserve_source_new));
static SHAPE(reserve_source_change,
	ID(reserve_source_change, source_id, "which entry"), OPT_I64(reserve_source_change, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	SOURCE_FIELDS(reserve_source_change));
static SHAPE(reserve_source_id, ID(reserve_source_id, source_id, "which entry"), OPT_I64(reserve_source_id, version, 1, INT64_MAX, "the version you saw (or If-Match)"));
static SHAPE(reserve_source_made, ID(reserve_source_made, source_id, "the entry"), I64(reserve_source_made, version, 1, INT64_MAX, "version, also the ETag"));
static SHAPE(reserve_source_out,
	ID(reserve_source_out, source_id, "the entry"), I64(reserve_source_out, version, 1, INT64_MAX, "version, also the ETag"), SOURCE_FIELDS(reserve_source_out),
	I64(reserve_source_out, called, 0, INT64_MAX, "called by approved calls"), I64(reserve_source_out, left, 0, INT64_MAX, "left to call"),
	TEXT(reserve_source_out, place, 0, 200, "name of the area"), OPT_TEXT(reserve_source_out, item, 0, 200, "name of the goods"),
	OPT_TEXT(reserve_source_out, org, 0, 200, "name of the enterprise"), TEXT(reserve_source_out, class_zh, 1, 2000, "title of the class"),
	TEXT(reserve_source_out, class_en, 1, 2000, "the same in English"), TIME(reserve_source_out, entered, "entered"), OPT_TIME(reserve_source_out, ended, "ended"));
static SHAPE(reserve_source_ask,
	OPT_ID(reserve_source_ask, place_id, "this place and below; the district unless told"), OPT_WORD(reserve_source_ask, form, reserve_form_ask_words, "form; any unless told"),
	OPT_TEXT(reserve_source_ask, class_id, 0, 60, "class of goods"), OPT_DAY(reserve_source_ask, until, "those that end until this day"),
	OPT_BOOL(reserve_source_ask, ended, "ended ones too"), OPT_ID(reserve_source_ask, after, "where the page before ended (its next)"),
	OPT_I64(reserve_source_ask, limit, 1, RESERVE_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(reserve_source_page,
	LIST(reserve_source_page, items, &reserve_source_out_shape, 0, RESERVE_LIST_MAX, "entries you may see"),
	OPT_ID(reserve_source_page, next, "send as after to get the next page"));

#define FACTS_OF(in) { (in)->form, (in)->place_id, (in)->item_id, (in)->org_id, (in)->qty, (in)->per_day, (in)->ramp_up_days, (in)->respond_min, (in)->price, \
	(in)->price_units, (in)->from, (in)->until, (in)->holder, (in)->class_id, (in)->party, (in)->paper, (in)->unit, (in)->contact, (in)->note }

static struct reserve_source_out source_told(const struct reserve_source *s)
{
	const struct reserve_source_facts *f = &s->facts;

	return (struct reserve_source_out){ s->source_id, s->version, s->called, f->qty > s->called ? f->qty - s->called : 0, s->entered_ms, s->ended_ms, f->form,
		f->place_id, f->item_id, f->org_id, f->qty, f->per_day, f->ramp_up_days, f->respond_min, f->price_fen, f->price_units, f->from_day, f->until_day,
		f->holder, f->class_id, f->party, f->paper, f->unit, f->contact, f->note, s->place, s->item, s->org, s->class_zh, s->class_en };
}

static enum err source_made(struct ctx *cx, int64_t source_id, void *output)
{
	struct reserve_source s;

	TRY(reserve_source_get(cx, source_id, &s));
	*(struct reserve_source_made *)output = (struct reserve_source_made){ s.source_id, s.version };
	return ERR_OK;
}

static enum err run_source_new(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_source_new *in = input;
	int64_t id;

	TRY(reserve_source_put(cx, &(struct reserve_source_facts)FACTS_OF(in), &id));
	return source_made(cx, id, output);
}

static enum err run_source_change(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_source_change *in = input;

	TRY(reserve_source_set(cx, in->source_id, in->version, &(struct reserve_source_facts)FACTS_OF(in)));
	return source_made(cx, in->source_id, output);
}

static enum err run_source_end(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_source_id *in = input;

	TRY(reserve_source_end(cx, in->source_id, in->version));
	return source_made(cx, in->source_id, output);
}

static enum err run_source_get(struct ctx *cx, const void *input, void *output)
{
	struct reserve_source s;

	TRY(reserve_source_see(cx, ((const struct reserve_source_id *)input)->source_id, &s));
	*(struct reserve_source_out *)output = source_told(&s);
	return ERR_OK;
}

static enum err run_source_list(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_source_ask *in = input;
	struct reserve_source_page *out = output;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;
	struct reserve_source_out *items;
	struct reserve_source *rows;

	TRY(reserve_source_list(cx, &(struct reserve_source_filter){ in->place_id, in->form - 1, in->until, in->after, (int64_t)limit + 1,
		in->class_id, in->ended }, &rows, &n));
	out->next = n > limit ? rows[limit - 1].source_id : 0;
	n = n > limit ? limit : n;
	items = arena_array(&cx->mem, struct reserve_source_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = source_told(&rows[i]);
	out->items = (struct list){ items, n };
	return ERR_OK;
}

/* ---- rotation, refilling, counts ---- */

struct reserve_rotations_out { struct list items; };
struct reserve_refills_out { struct list items; };
struct reserve_counts_out { struct list items; };
static SHAPE(reserve_rotation,
	WORD(reserve_rotation, when, reserve_when_words, "expired, now, within 30 or within 90 days"), WORD(reserve_rotation, todo, reserve_todo_words, "what to do"),
	ID(reserve_rotation, place_id, "warehouse"), TEXT(reserve_rotation, place, 0, 200, "its name"), ID(reserve_rotation, item_id, "goods"),
	TEXT(reserve_rotation, item_code, 1, 40, "code"), TEXT(reserve_rotation, item, 1, 200, "name"), OPT_TEXT(reserve_rotation, item_en, 0, 200, "the same in English"),
	TEXT(reserve_rotation, unit, 1, 40, "unit"), ID(reserve_rotation, lot_id, "lot"), OPT_TEXT(reserve_rotation, batch, 0, 60, "batch"),
	I64(reserve_rotation, qty, 0, INT64_MAX, "how much"), I64(reserve_rotation, kept, 0, INT64_MAX, "of this set aside as a reserve"),
	DAY(reserve_rotation, expiry_day, "expires"), DAY(reserve_rotation, rotate_day, "to be rotated from"), OPT_TEXT(reserve_rotation, rule, 0, 500, "the plan's rule"),
	OPT_ID(reserve_rotation, hold_id, "set aside by this document"), OPT_I64(reserve_rotation, line_no, 1, INT64_MAX, "on this line of it"));
static SHAPE(reserve_rotations_out, LIST(reserve_rotations_out, items, &reserve_rotation_shape, 0, 5000, "first expired first"));
static SHAPE(reserve_refill,
	ID(reserve_refill, doc_id, "the release"), TEXT(reserve_refill, number, 0, 60, "its number"), ID(reserve_refill, item_id, "goods"),
	TEXT(reserve_refill, item, 1, 200, "name"), OPT_TEXT(reserve_refill, item_en, 0, 200, "the same in English"), TEXT(reserve_refill, unit, 1, 40, "unit"),
	I64(reserve_refill, released, 0, INT64_MAX, "released"), I64(reserve_refill, refilled, 0, INT64_MAX, "set aside again since"),
	TIME(reserve_refill, released_ms, "when"), OPT_DAY(reserve_refill, due_day, "to be refilled by the plan until"));
static SHAPE(reserve_refills_out, LIST(reserve_refills_out, items, &reserve_refill_shape, 0, 5000, "oldest first"));
static SHAPE(reserve_count,
	ID(reserve_count, place_id, "warehouse"), TEXT(reserve_count, place, 0, 200, "its name"), OPT_ID(reserve_count, last_doc_id, "the last count"),
	OPT_TEXT(reserve_count, last_number, 0, 60, "its number"), OPT_DAY(reserve_count, last_day, "its day; absent: never counted"),
	OPT_DAY(reserve_count, due_day, "next due"), BOOL(reserve_count, overdue, "overdue by the plan"), OPT_TEXT(reserve_count, rule, 0, 500, "the plan's rule"));
static SHAPE(reserve_counts_out, LIST(reserve_counts_out, items, &reserve_count_shape, 0, 5000, "warehouses that hold anything"));

#define LISTED(name, call, type) \
	static enum err run_##name(struct ctx *cx, const void *input, void *output) \
	{ \
		struct type *rows; \
		struct list *out = &((struct name##_out *)output)->items; \
		TRY(call(cx, ((const struct reserve_place_in *)input)->place_id, &rows, &out->n)); \
		out->at = rows; \
		return ERR_OK; \
	}
LISTED(reserve_refills, reserve_refills, reserve_refill)
LISTED(reserve_counts, reserve_counts, reserve_count)

struct reserve_rotation_ask { int64_t place_id; bool kept; };
static SHAPE(reserve_rotation_ask,
	OPT_ID(reserve_rotation_ask, place_id, "this place and below; all that you may see unless told"), OPT_BOOL(reserve_rotation_ask, kept, "only what is set aside"));

static enum err run_reserve_rotations(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_rotation_ask *in = input;
	struct list *out = &((struct reserve_rotations_out *)output)->items;
	struct reserve_rotation *rows;

	TRY(reserve_rotations(cx, in->place_id, in->kept, &rows, &out->n));
	out->at = rows;
	return ERR_OK;
}

/* ---- upkeep ---- */

struct reserve_upkeep_new { int64_t place_id, sort, every_days, due; const char *subject, *who; };
struct reserve_upkeep_id { int64_t upkeep_id, version; };
struct reserve_upkeep_did { int64_t upkeep_id, version, day; bool sound; const char *note; };
struct reserve_upkeep_row { int64_t upkeep_id, version, place_id, sort, every_days, due, last_day; bool last_sound, overdue; const char *place, *subject, *who, *last_note, *last_name; };
struct reserve_upkeeps_out { struct list items; };
struct reserve_upkeep_made { int64_t upkeep_id; };
static SHAPE(reserve_upkeep_new,
	ID(reserve_upkeep_new, place_id, "warehouse"), WORD(reserve_upkeep_new, sort, reserve_upkeep_words, "what sort of upkeep"),
	TEXT(reserve_upkeep_new, subject, 2, 100, "what is looked after"), TEXT(reserve_upkeep_new, who, 1, 60, "who does it: an office or a contractor, no person"),
	I64(reserve_upkeep_new, every_days, 1, 3660, "every so many days"), OPT_DAY(reserve_upkeep_new, due, "first due; today unless told"));
static SHAPE(reserve_upkeep_id, ID(reserve_upkeep_id, upkeep_id, "which"), OPT_I64(reserve_upkeep_id, version, 1, INT64_MAX, "the version you saw (or If-Match)"));
static SHAPE(reserve_upkeep_did,
	ID(reserve_upkeep_did, upkeep_id, "which"), OPT_I64(reserve_upkeep_did, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	DAY(reserve_upkeep_did, day, "when it was done"), BOOL(reserve_upkeep_did, sound, "all was found in order"),
	OPT_TEXT(reserve_upkeep_did, note, 0, 200, "what was found; required when not in order"));
static SHAPE(reserve_upkeep_made, ID(reserve_upkeep_made, upkeep_id, "the upkeep"));
static SHAPE(reserve_upkeep_row,
	ID(reserve_upkeep_row, upkeep_id, "the upkeep"), I64(reserve_upkeep_row, version, 1, INT64_MAX, "version"), ID(reserve_upkeep_row, place_id, "warehouse"),
	TEXT(reserve_upkeep_row, place, 0, 200, "its name"), WORD(reserve_upkeep_row, sort, reserve_upkeep_words, "sort"), TEXT(reserve_upkeep_row, subject, 1, 100, "what"),
	TEXT(reserve_upkeep_row, who, 1, 60, "who does it"), I64(reserve_upkeep_row, every_days, 1, 3660, "every so many days"), DAY(reserve_upkeep_row, due, "due"),
	BOOL(reserve_upkeep_row, overdue, "past due"), OPT_DAY(reserve_upkeep_row, last_day, "last done; absent: never"),
	BOOL(reserve_upkeep_row, last_sound, "found in order then"), OPT_TEXT(reserve_upkeep_row, last_note, 0, 200, "what was found"),
	OPT_TEXT(reserve_upkeep_row, last_name, 0, 200, "account that recorded it"));
static SHAPE(reserve_upkeeps_out, LIST(reserve_upkeeps_out, items, &reserve_upkeep_row_shape, 0, 5000, "soonest due first"));

static enum err run_upkeep_new(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_upkeep_new *in = input;

	return reserve_upkeep_put(cx, &(struct reserve_upkeep_facts){ in->place_id, in->sort, in->every_days, in->due, in->subject, in->who },
				  &((struct reserve_upkeep_made *)output)->upkeep_id);
}

static enum err run_upkeep_end(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_upkeep_id *in = input;

	((struct reserve_upkeep_made *)output)->upkeep_id = in->upkeep_id;
	return reserve_upkeep_end(cx, in->upkeep_id, in->version);
}

static enum err run_upkeep_done(struct ctx *cx, const void *input, void *output)
{
	const struct reserve_upkeep_did *in = input;

	((struct reserve_upkeep_made *)output)->upkeep_id = in->upkeep_id;
	return reserve_upkeep_done(cx, in->upkeep_id, in->version, in->day, in->sound, in->note);
}

static enum err run_upkeeps(struct ctx *cx, const void *input, void *output)
{
	struct reserve_upkeeps_out *out = output;
	struct reserve_upkeep_row *rows;
	struct reserve_upkeep *u;
	size_t n;

	TRY(reserve_upkeeps(cx, ((const struct reserve_place_in *)input)->place_id, &u, &n));
	rows = arena_array(&cx->mem, struct reserve_upkeep_row, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct reserve_upkeep_row){ u[i].upkeep_id, u[i].version, u[i].facts.place_id, u[i].facts.sort, u[i].facts.every_days, u[i].facts.due_day,
			u[i].last_day, u[i].last_sound, u[i].overdue, u[i].place, u[i].facts.subject, u[i].facts.who, u[i].last_note, u[i].last_name };
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_reserve_picture(struct ctx *cx, const void *in, void *out)
{
	return reserve_picture_see(cx, PERM_RESERVE_READ, ((const struct reserve_place_in *)in)->place_id, out);
}

#define READ_OP(path_, name_, zh_, en_, out_, run_) \
	{ .method = "GET", .path = "/api/v1/" path_, .name = name_, .zh = zh_, .en = en_, .perm = PERM_RESERVE_READ, .tx = TX_READ, \
	  .in = &reserve_place_in_shape, .out = &out_, .run = run_, .fails = { ERR_NOT_FOUND } }
#define WRITE_OP(method_, path_, name_, zh_, en_, perm_, in_, out_, run_) \
	{ .method = method_, .path = "/api/v1/" path_, .name = name_, .zh = zh_, .en = en_, .perm = perm_, .tx = TX_WRITE, .in = &in_, .out = &out_, .run = run_, \
	  .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE, ERR_BLOCKED } }

extern const struct op reserve_ops[];
const struct op reserve_ops[] = {
	READ_OP("reserves", "reserve_picture", "储备一览", "Reserves: target, each form, days, shortfall", reserve_picture_shape, run_reserve_picture),
	{ .method = "GET", .path = "/api/v1/reserve-sources", .name = "reserve_source_list", .zh = "协议、产能、互助和自备储备", .en = "Reserves in other forms",
	  .perm = PERM_RESERVE_READ, .tx = TX_READ, .in = &reserve_source_ask_shape, .out = &reserve_source_page_shape, .run = run_source_list, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reserve-sources/{source_id}", .name = "reserve_source_get", .zh = "一项储备登记", .en = "One reserve entry",
	  .perm = PERM_RESERVE_READ, .tx = TX_READ, .in = &reserve_source_id_shape, .out = &reserve_source_out_shape, .run = run_source_get, .fails = { ERR_NOT_FOUND } },
	WRITE_OP("POST", "reserve-sources", "reserve_source_new", "登记储备", "Enter a reserve", PERM_RESERVE_EDIT, reserve_source_new_shape, reserve_source_made_shape, run_source_new),
	WRITE_OP("PUT", "reserve-sources/{source_id}", "reserve_source_change", "修改储备登记", "Change a reserve entry", PERM_RESERVE_EDIT, reserve_source_change_shape,
		 reserve_source_made_shape, run_source_change),
	WRITE_OP("POST", "reserve-sources/{source_id}/end", "reserve_source_end", "终止储备登记", "End a reserve entry", PERM_RESERVE_EDIT, reserve_source_id_shape,
		 reserve_source_made_shape, run_source_end),
	{ .method = "GET", .path = "/api/v1/reserve-rotations", .name = "reserve_rotations", .zh = "轮换清单", .en = "Goods to rotate", .perm = PERM_RESERVE_READ,
	  .tx = TX_READ, .in = &reserve_rotation_ask_shape, .out = &reserve_rotations_out_shape, .run = run_reserve_rotations, .fails = { ERR_NOT_FOUND } },
	READ_OP("reserve-refills", "reserve_refills", "动用后待补储备", "What has to be refilled after releases", reserve_refills_out_shape, run_reserve_refills),
	READ_OP("reserve-counts", "reserve_counts", "盘点日程", "When warehouses are to be counted", reserve_counts_out_shape, run_reserve_counts),
	READ_OP("reserve-upkeeps", "reserve_upkeeps", "储备库和装备维护", "Upkeep of storehouses and equipment", reserve_upkeeps_out_shape, run_upkeeps),
	WRITE_OP("POST", "reserve-upkeeps", "reserve_upkeep_new", "登记维护事项", "Enter an upkeep", PERM_RESERVE_EDIT, reserve_upkeep_new_shape, reserve_upkeep_made_shape, run_upkeep_new),
	WRITE_OP("POST", "reserve-upkeeps/{upkeep_id}/done", "reserve_upkeep_done", "登记维护结果", "Record an upkeep as done", PERM_STOCK_COUNT, reserve_upkeep_did_shape,
		 reserve_upkeep_made_shape, run_upkeep_done),
	WRITE_OP("POST", "reserve-upkeeps/{upkeep_id}/end", "reserve_upkeep_end", "终止维护事项", "End an upkeep", PERM_RESERVE_EDIT, reserve_upkeep_id_shape,
		 reserve_upkeep_made_shape, run_upkeep_end),
	{ 0 },
};
