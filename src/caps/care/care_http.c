/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/care/care.h"
#include "caps/place/place.h"
#include "http/op.h"

/* Individual needs and calls for help. */
enum { PAGE_MAX = CARE_LIST_MAX - 1, FILE_MAX = 20 << 20 };

struct care_raise_in { int64_t household_id, place_id, kind, channel, asked_at; const char *goods_class, *what, *quantity, *note; };
struct care_key { int64_t care_id; };
struct care_step_in { int64_t care_id, version, volunteer_id, shop_id, at, told, proof; const char *note, *answer, *why; };
struct care_query { int64_t under_id, kind, state, household_id, shop_id, limit; bool closed, mine, risen; const char *after; };
struct care_made { int64_t care_id, version; };
struct care_out {
	int64_t     care_id, household_id, place_id, kind, channel, state, raised_at, answer_by, taken_at, volunteer_id, shop_id, fetched_at,
		    closed_at, told, proof, version, level, level_at, next_at;
	const char *goods_class, *plan_id, *rule_id, *level_zh, *level_en, *next_zh, *next_en, *what, *quantity, *note, *answer, *door, *place,
		*name, *phone, *volunteer, *shop;
	bool        hidden, late, handles;
};
struct care_level_out { int64_t level_no, due_at, passed_at; const char *role_id, *role_zh, *role_en; bool reached; };
struct care_step_out { int64_t step_no, at, account_id; const char *verb, *account, *note; };
struct care_whole { int64_t version; struct care_out care; struct list levels, steps; };
struct care_items { struct list items; const char *next; };
struct care_counts_in { int64_t under_id; };
struct care_place_in { int64_t place_id; };
struct care_choices_out { struct list classes, helpers, shops; const char *rule_zh, *plan_id; };
struct care_reveal_in { int64_t care_id; const char *reason; };
struct care_file_in { int64_t shop_id, format; };
struct care_file_out { const char *type, *name; struct bytes body; };

static SHAPE(care_raise_in,
	OPT_ID(care_raise_in, household_id, "whose need it is"), OPT_ID(care_raise_in, place_id, "for a call for help without a household: where"),
	WORD(care_raise_in, kind, care_kind_words, "need, medicine (chronic), urgent (green lane) or help"),
	OPT_TEXT(care_raise_in, goods_class, 0, 40, "class of the plan: milk_powder, medicine; asked of a need"),
	TEXT(care_raise_in, what, 1, CARE_WHAT_MAX, "what exactly: brand, specification, or the question"),
	OPT_TEXT(care_raise_in, quantity, 0, CARE_QUANTITY_MAX, "how much, in words"), OPT_TEXT(care_raise_in, note, 0, CARE_NOTE_MAX, "for who handles it"),
	OPT_WORD(care_raise_in, channel, care_channel_words, "how it came in; page unless told"),
	OPT_TIME(care_raise_in, asked_at, "when it was said, at most 3 days back; now unless told"));
static SHAPE(care_key, ID(care_key, care_id, "which need"));
#define STEP_HEAD ID(care_step_in, care_id, "which need"), OPT_I64(care_step_in, version, 1, INT64_MAX, "the version you saw; absent overwrites")
#define STEP_SHAPE(name, ...) static const struct shape name##_shape = { #name, sizeof(struct care_step_in), (const struct field[]){ STEP_HEAD, __VA_ARGS__ { 0 } } }
STEP_SHAPE(care_take_in, );
STEP_SHAPE(care_assign_in, OPT_ID(care_step_in, volunteer_id, "account of who fetches it"), OPT_ID(care_step_in, shop_id, "pharmacy or shop"),);
STEP_SHAPE(care_fetch_in, OPT_TIME(care_step_in, at, "when; now unless told"), OPT_TEXT(care_step_in, note, 0, CARE_NOTE_MAX, "note"),);
STEP_SHAPE(care_end_in,
	TEXT(care_step_in, answer, 1, CARE_ANSWER_MAX, "what was done, or why not"), WORD(care_step_in, told, care_told_words, "how the asker was told; not \"not\""),
	OPT_WORD(care_step_in, proof, care_proof_words, "proof of the handover"), OPT_TIME(care_step_in, at, "when; now unless told"),);
STEP_SHAPE(care_pass_in, TEXT(care_step_in, why, 1, CARE_NOTE_MAX, "why it goes up now"),);
static SHAPE(care_made, ID(care_made, care_id, "number"), I64(care_made, version, 1, INT64_MAX, "version, also the ETag"));
static SHAPE(care_out,
	ID(care_out, care_id, "number"), OPT_ID(care_out, household_id, "household"), ID(care_out, place_id, "its building, or the place"),
	WORD(care_out, kind, care_kind_words, "kind"), WORD(care_out, state, care_state_words, "state"), WORD(care_out, channel, care_channel_words, "how it came in"),
	OPT_TEXT(care_out, goods_class, 0, 40, "class of the plan"), TEXT(care_out, what, 1, CARE_WHAT_MAX, "what; hidden from who does not handle it"),
	OPT_TEXT(care_out, quantity, 0, CARE_QUANTITY_MAX, "how much"), OPT_TEXT(care_out, note, 0, CARE_NOTE_MAX, "note"),
	OPT_TEXT(care_out, answer, 0, CARE_ANSWER_MAX, "answer given"), BOOL(care_out, hidden, "health data are hidden from you"),
	BOOL(care_out, handles, "you handle it: CARE_EDIT there"),
	OPT_TEXT(care_out, door, 0, 80, "door"), TEXT(care_out, place, 0, 200, "compound or place"), OPT_TEXT(care_out, name, 0, 200, "name, masked"),
	OPT_TEXT(care_out, phone, 0, 40, "phone, masked"), TIME(care_out, raised_at, "raised"), OPT_TIME(care_out, answer_by, "somebody has to be on it by"),
	BOOL(care_out, late, "nobody is, and the time is over"), OPT_TIME(care_out, taken_at, "somebody is on it since"),
	OPT_ID(care_out, volunteer_id, "who fetches it"), OPT_TEXT(care_out, volunteer, 0, 200, "the name"), OPT_ID(care_out, shop_id, "pharmacy or shop"),
	OPT_TEXT(care_out, shop, 0, 200, "its name"), OPT_TIME(care_out, fetched_at, "fetched"), OPT_TIME(care_out, closed_at, "closed"),
	WORD(care_out, told, care_told_words, "how the asker was told"), WORD(care_out, proof, care_proof_words, "proof of the handover"),
	I64(care_out, level, 0, 9, "levels it has gone up"), OPT_TIME(care_out, level_at, "since"), OPT_TEXT(care_out, level_zh, 0, 200, "to whom"),
	OPT_TEXT(care_out, level_en, 0, 200, "in English"), OPT_TIME(care_out, next_at, "goes up next"), OPT_TEXT(care_out, next_zh, 0, 200, "to whom"),
	OPT_TEXT(care_out, next_en, 0, 200, "in English"), OPT_TEXT(care_out, plan_id, 0, 60, "plan it was raised under"),
	OPT_TEXT(care_out, rule_id, 0, 60, "its flow"), I64(care_out, version, 1, INT64_MAX, "version"));
static SHAPE(care_level_out,
	I64(care_level_out, level_no, 1, 9, "level"), TEXT(care_level_out, role_id, 1, 60, "role of the plan"), TEXT(care_level_out, role_zh, 1, 200, "in Chinese"),
	TEXT(care_level_out, role_en, 1, 200, "in English"), TIME(care_level_out, due_at, "goes up then"), OPT_TIME(care_level_out, passed_at, "passed up by hand"),
	BOOL(care_level_out, reached, "it is there"));
static SHAPE(care_step_out,
	I64(care_step_out, step_no, 1, INT64_MAX, "number"), TEXT(care_step_out, verb, 1, 40, "step"), TIME(care_step_out, at, "when"),
	OPT_ID(care_step_out, account_id, "who"), OPT_TEXT(care_step_out, account, 0, 200, "the account's name"), OPT_TEXT(care_step_out, note, 0, CARE_NOTE_MAX, "note"));
static SHAPE(care_whole,
	OBJECT(care_whole, care, &care_out_shape, "the need"), I64(care_whole, version, 1, INT64_MAX, "version, also the ETag"),
	LIST(care_whole, levels, &care_level_out_shape, 0, 9, "its way up"), LIST(care_whole, steps, &care_step_out_shape, 0, 200, "what was done"));
static SHAPE(care_query,
	OPT_ID(care_query, under_id, "of this place and all below"), OPT_WORD(care_query, kind, care_kind_words, "kind"),
	OPT_WORD(care_query, state, care_state_words, "state; all that is open unless told"), OPT_BOOL(care_query, closed, "closed ones too"),
	OPT_BOOL(care_query, mine, "given to me"), OPT_BOOL(care_query, risen, "gone up at least one level"), OPT_ID(care_query, household_id, "of this household"),
	OPT_ID(care_query, shop_id, "at this shop"), OPT_TEXT(care_query, after, 0, 100, "where the page before ended (its next)"),
	OPT_I64(care_query, limit, 1, PAGE_MAX, "rows, 50 unless told"));
static SHAPE(care_items,
	LIST(care_items, items, &care_out_shape, 0, PAGE_MAX, "urgent ones first, then what has gone up higher, then older"),
	OPT_TEXT(care_items, next, 0, 100, "send as after"));
static SHAPE(care_counts_in, OPT_ID(care_counts_in, under_id, "of this place and all below"));
static SHAPE(care_counts,
	I64(care_counts, open, 0, INT64_MAX, "open"), I64(care_counts, urgent, 0, INT64_MAX, "urgent and open"), I64(care_counts, risen, 0, INT64_MAX, "gone up"),
	I64(care_counts, late, 0, INT64_MAX, "nobody on it in time"), I64(care_counts, to_fetch, 0, INT64_MAX, "to be fetched"),
	I64(care_counts, closed_today, 0, INT64_MAX, "closed today"));
static SHAPE(care_place_in, ID(care_place_in, place_id, "grid, building or other place"));
static SHAPE(care_class,
	TEXT(care_class, id, 1, 60, "class"), TEXT(care_class, zh, 1, 200, "in Chinese"), TEXT(care_class, en, 1, 200, "in English"),
	TEXT(care_class, takes, 1, 20, "apart (as an individual need), accept (may be ordered too), refuse"), OPT_TEXT(care_class, rule_id, 0, 60, "rule of the plan"));
static SHAPE(care_helper, ID(care_helper, account_id, "account"), TEXT(care_helper, name, 0, 200, "its name"));
static SHAPE(care_shop, ID(care_shop, shop_id, "shop"), I64(care_shop, kind, 0, 7, "kind; 3 is a pharmacy"), TEXT(care_shop, name, 1, 200, "its name"));
static SHAPE(care_choices_out,
	LIST(care_choices_out, classes, &care_class_shape, 0, 500, "classes, those listed apart first"), LIST(care_choices_out, helpers, &care_helper_shape, 0, 500, "who can fetch"),
	LIST(care_choices_out, shops, &care_shop_shape, 0, 100, "pharmacies and shops that serve the place"), OPT_TEXT(care_choices_out, rule_zh, 0, 200, "rule that says so"),
	OPT_TEXT(care_choices_out, plan_id, 0, 60, "its plan"));
static SHAPE(care_reveal_in, ID(care_reveal_in, care_id, "which need"), TEXT(care_reveal_in, reason, 2, 200, "why; goes into the audit log"));
static SHAPE(care_contact,
	OPT_TEXT(care_contact, name, 0, 200, "name"), OPT_TEXT(care_contact, phone, 0, 40, "phone"), OPT_TEXT(care_contact, address, 0, 200, "door"));
static SHAPE(care_file_in, ID(care_file_in, shop_id, "pharmacy or shop"), OPT_WORD(care_file_in, format, care_format_words, "xlsx unless told"));
static SHAPE(care_file_out,
	TEXT(care_file_out, type, 1, 100, "MIME type"), TEXT(care_file_out, name, 1, 100, "file name"), BYTES(care_file_out, body, 0, FILE_MAX, "the file"));

static const char *or_absent(const char *text) { return text && *text ? text : NULL; }

static struct care_out out_of(struct ctx *cx, const struct care_item *c)
{
	return (struct care_out){ .care_id = c->care_id, .household_id = c->household_id, .place_id = c->place_id, .kind = c->kind,
		.channel = c->channel, .state = c->state, .raised_at = c->raised_ms, .answer_by = c->answer_by_ms, .taken_at = c->taken_ms,
		.volunteer_id = c->volunteer_id, .shop_id = c->shop_id, .fetched_at = c->fetched_ms, .closed_at = c->closed_ms, .told = c->told,
		.proof = c->proof, .version = c->version, .level = c->level, .level_at = c->level_ms, .next_at = c->next_ms,
		.goods_class = or_absent(c->goods_class), .plan_id = or_absent(c->plan_id), .rule_id = or_absent(c->rule_id),
		.level_zh = or_absent(c->level_zh), .level_en = or_absent(c->level_en), .next_zh = or_absent(c->next_zh),
		.next_en = or_absent(c->next_en), .what = c->what, .quantity = or_absent(c->quantity), .note = or_absent(c->note),
		.answer = or_absent(c->answer), .door = or_absent(c->door), .place = c->place, .name = or_absent(c->name),
		.phone = or_absent(c->phone), .volunteer = or_absent(c->volunteer), .shop = or_absent(c->shop), .hidden = c->hidden,
		.late = c->late, .handles = ctx_may(cx, PERM_CARE_EDIT, c->path) };
}

static enum err run_raise(struct ctx *cx, const void *input, void *output)
{
	const struct care_raise_in *in = input;
	struct care_made *out = output;

	out->version = 1;
	return care_raise(cx, &(struct care_facts){ .household_id = in->household_id, .place_id = in->place_id, .kind = in->kind,
		.channel = in->channel, .goods_class = in->goods_class, .what = in->what, .quantity = in->quantity, .note = in->note,
		.asked_ms = in->asked_at }, &out->care_id);
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct care_query *q = input;
	struct care_items *out = output;
	int64_t limit = q->limit ? q->limit : 50;
	struct care_item *items;
	struct care_out *to;
	size_t n;

	TRY(care_list(cx, &(struct care_filter){ .under_id = q->under_id, .kind = q->kind, .state = q->state, .household_id = q->household_id,
		.shop_id = q->shop_id, .closed_too = q->closed, .mine = q->mine, .risen = q->risen, .after = q->after, .limit = limit + 1 }, &items, &n));
	if ((int64_t)n > limit) {
		n = (size_t)limit;
		out->next = care_cursor(&cx->mem, &items[n - 1]);
	}
	to = arena_array(&cx->mem, struct care_out, n + 1);
	for (size_t i = 0; i < n; i++)
		to[i] = out_of(cx, &items[i]);
	out->items = (struct list){ to, n };
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	const struct care_key *key = input;
	struct care_whole *out = output;
	struct care_level *levels;
	struct care_step *steps;
	struct care_level_out *level_to;
	struct care_step_out *step_to;
	struct care_item item;
	size_t n_levels, n_steps;

	TRY(care_get(cx, key->care_id, &item));
	TRY(care_history(cx, key->care_id, &levels, &n_levels, &steps, &n_steps));
	level_to = arena_array(&cx->mem, struct care_level_out, n_levels + 1);
	step_to = arena_array(&cx->mem, struct care_step_out, n_steps + 1);
	for (size_t i = 0; i < n_levels; i++)
		level_to[i] = (struct care_level_out){ levels[i].level_no, levels[i].due_ms, levels[i].passed_ms, levels[i].role_id,
			levels[i].role_zh, levels[i].role_en, levels[i].reached };
	for (size_t i = 0; i < n_steps; i++)
		step_to[i] = (struct care_step_out){ steps[i].step_no, steps[i].at_ms, steps[i].account_id, steps[i].verb,
			or_absent(steps[i].account), or_absent(steps[i].note) };
	*out = (struct care_whole){ item.version, out_of(cx, &item), { level_to, n_levels }, { step_to, n_steps } };
	return ERR_OK;
}

/* A step was taken: the version it has now. */
static enum err made(struct ctx *cx, const struct care_step_in *in, enum err e, void *output)
{
	struct care_item item;

	TRY(e);
	TRY(care_get(cx, in->care_id, &item));
	*(struct care_made *)output = (struct care_made){ item.care_id, item.version };
	return ERR_OK;
}

static struct care_end end_of(const struct care_step_in *in)
{
	return (struct care_end){ .told = in->told, .proof = in->proof, .at_ms = in->at, .answer = in->answer };
}

#define RUN(name, call) static enum err run_##name(struct ctx *cx, const void *input, void *output) \
{ \
	const struct care_step_in *in = input; \
	struct care_end end = end_of(in); \
	(void)end; \
	return made(cx, in, call, output); \
}
RUN(take, care_take(cx, in->care_id, in->version))
RUN(assign, care_assign(cx, in->care_id, in->version, in->volunteer_id, in->shop_id))
RUN(fetch, care_fetch(cx, in->care_id, in->version, in->at, in->note))
RUN(meet, care_meet(cx, in->care_id, in->version, &end))
RUN(refuse, care_refuse(cx, in->care_id, in->version, &end))
RUN(pass_up, care_pass_up(cx, in->care_id, in->version, in->why))

static enum err run_counts(struct ctx *cx, const void *input, void *output)
{
	return care_count(cx, ((const struct care_counts_in *)input)->under_id, output);
}

static enum err run_choices(struct ctx *cx, const void *input, void *output)
{
	struct care_choices_out *out = output;
	struct care_choices c;

	TRY(care_choose(cx, ((const struct care_place_in *)input)->place_id, &c));
	*out = (struct care_choices_out){ { c.classes, c.n_classes }, { c.helpers, c.n_helpers }, { c.shops, c.n_shops }, c.rule_zh, c.plan_id };
	return ERR_OK;
}

static enum err run_reveal(struct ctx *cx, const void *input, void *output)
{
	return care_reveal(cx, ((const struct care_reveal_in *)input)->care_id, output);
}

static enum err run_file(struct ctx *cx, const void *input, void *output)
{
	const struct care_file_in *in = input;
	struct care_file_out *out = output;

	return care_shop_file(cx, in->shop_id, in->format, &out->body, &out->type, &out->name);
}

#define CARE_STEP(path_, name_, zh_, en_, perm_, shape_) \
	{ .method = "POST", .path = "/api/v1/cares/{care_id}/" path_, .name = "care_" #name_, .zh = zh_, .en = en_, .perm = perm_, \
	  .tx = TX_WRITE, .in = &shape_##_shape, .out = &care_made_shape, .run = run_##name_, \
	  .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE, ERR_BLOCKED } }
extern const struct op care_ops[];
const struct op care_ops[] = {
	{ .method = "GET", .path = "/api/v1/cares", .name = "care_list", .zh = "个别需求", .en = "Individual needs and calls for help", .perm = PERM_CARE_READ,
	  .tx = TX_READ, .in = &care_query_shape, .out = &care_items_shape, .run = run_list, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/cares", .name = "care_raise", .zh = "登记个别需求或求助", .en = "Record an individual need or a call for help",
	  .perm = PERM_CARE_EDIT, .tx = TX_WRITE, .in = &care_raise_in_shape, .out = &care_made_shape, .run = run_raise,
	  .fails = { ERR_NOT_FOUND, ERR_BLOCKED, ERR_CONFLICT, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/care-counts", .name = "care_count", .zh = "个别需求计数", .en = "How many needs are open", .perm = PERM_CARE_READ,
	  .tx = TX_READ, .in = &care_counts_in_shape, .out = &care_counts_shape, .run = run_counts, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/care-choices", .name = "care_choose", .zh = "可登记的物资类、可派的人和药店", .en = "Classes, people and pharmacies to choose from",
	  .perm = PERM_CARE_READ, .tx = TX_READ, .in = &care_place_in_shape, .out = &care_choices_out_shape, .run = run_choices, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/care-lists/{shop_id}", .name = "care_shop_file", .zh = "药店代购清单", .en = "What a pharmacy has to get ready",
	  .perm = PERM_CARE_EDIT, .tx = TX_READ, .flags = OP_PERSONAL, .in = &care_file_in_shape, .out = &care_file_out_shape, .run = run_file,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/cares/{care_id}", .name = "care_get", .zh = "一件个别需求", .en = "One need with its way up and its steps",
	  .perm = PERM_CARE_READ, .tx = TX_READ, .in = &care_key_shape, .out = &care_whole_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/cares/{care_id}/contact", .name = "care_reveal", .zh = "查看联系方式", .en = "Name, phone and door in full",
	  .perm = PERM_CARE_READ, .tx = TX_READ, .flags = OP_PERSONAL, .in = &care_reveal_in_shape, .out = &care_contact_shape, .run = run_reveal,
	  .fails = { ERR_NOT_FOUND } },
	CARE_STEP("take", take, "我来办", "Say that you are on it", PERM_CARE_EDIT, care_take_in),
	CARE_STEP("assign", assign, "派给志愿者、药店", "Give it to a volunteer or a pharmacy", PERM_CARE_EDIT, care_assign_in),
	CARE_STEP("fetch", fetch, "已取到", "It has been fetched", PERM_CARE_READ, care_fetch_in),
	CARE_STEP("meet", meet, "办成并告知", "Met or answered, and the asker told", PERM_CARE_READ, care_end_in),
	CARE_STEP("refuse", refuse, "不予办理并告知", "Refused with a reason, and the asker told", PERM_CARE_EDIT, care_end_in),
	CARE_STEP("pass-up", pass_up, "上报一级", "Pass it up to the next level", PERM_CARE_EDIT, care_pass_in),
	{ 0 },
};
