/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/allocation/table.h"
#include "caps/document/document_http.h"

struct table_in { int64_t doc_id, item_id; };
struct what_if_in { int64_t doc_id; struct list pins; };
struct pin_lines_in { int64_t doc_id, version; struct list pins; const char *reason; };
struct change_in { int64_t doc_id, change_no; };
struct undo_in { int64_t doc_id, change_no, version; };
struct unmet_out { struct list items; };

#define FILL(type, member, text) I64(type, member, 0, ALLOCATION_FILL_ALL, text)
#define QTY(type, member, text) I64(type, member, 0, QTY_MAX, text)

static SHAPE(table_in, ID(table_in, doc_id, "which allocation"), OPT_ID(table_in, item_id, "whose lines; absent: the first of the items"));
static SHAPE(allocation_pin,
	ID(allocation_pin, request_id, "the request"), I64(allocation_pin, request_line_no, 1, DOC_LINES_MAX, "and its line"),
	QTY(allocation_pin, qty, "what it is to get, whole packs"));
static SHAPE(what_if_in,
	ID(what_if_in, doc_id, "which draft"), LIST(what_if_in, pins, &allocation_pin_shape, 1, ALLOCATION_PINS_MAX, "lines to set"));
static SHAPE(pin_lines_in,
	ID(pin_lines_in, doc_id, "which draft"), OPT_I64(pin_lines_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	LIST(pin_lines_in, pins, &allocation_pin_shape, 1, ALLOCATION_PINS_MAX, "lines to set"),
	TEXT(pin_lines_in, reason, 1, ALLOCATION_REASON_MAX, "why"));
static SHAPE(change_in, ID(change_in, doc_id, "which allocation"), I64(change_in, change_no, 1, ALLOCATION_CHANGES_MAX, "which change"));
static SHAPE(undo_in,
	ID(undo_in, doc_id, "which draft"), I64(undo_in, change_no, 1, ALLOCATION_CHANGES_MAX, "which change"),
	OPT_I64(undo_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"));

static SHAPE(allocation_rule,
	TEXT(allocation_rule, rule, 1, 20, "priority, floor, packs or spread"), BOOL(allocation_rule, kept, "false: a change breaks it"),
	OPT_TEXT(allocation_rule, needs, 0, 20, "what breaking it asks for: reason, or second (another signature)"),
	ID(allocation_rule, item_id, "of this item"), OPT_I64(allocation_rule, priority, 0, 9, "in this class"),
	I64(allocation_rule, value, 0, INT64_MAX, "the number now; shares are 1/10000"), I64(allocation_rule, limit, 0, INT64_MAX, "the number of the rule"),
	TEXT(allocation_rule, zh, 0, 300, "in words, Chinese"), TEXT(allocation_rule, en, 0, 300, "in words, English"));
static SHAPE(allocation_effect_line,
	ID(allocation_effect_line, request_id, "the request"), I64(allocation_effect_line, request_line_no, 1, DOC_LINES_MAX, "and its line"),
	ID(allocation_effect_line, item_id, "item"), ID(allocation_effect_line, unit_id, "unit"), TEXT(allocation_effect_line, unit, 0, 200, "its name"),
	I64(allocation_effect_line, priority, 1, 9, "class"), BOOL(allocation_effect_line, pinned, "true: a person sets it; false: it follows"),
	QTY(allocation_effect_line, machine, "what the machine proposed"), QTY(allocation_effect_line, before, "what it gets without the change"),
	QTY(allocation_effect_line, after, "and with it"), FILL(allocation_effect_line, fill_before, "fill rate without it, 1/10000"),
	FILL(allocation_effect_line, fill_after, "fill rate with it, 1/10000"));
static SHAPE(allocation_effect_class,
	ID(allocation_effect_class, item_id, "item"), I64(allocation_effect_class, priority, 1, 9, "class"),
	OPT_TEXT(allocation_effect_class, zh, 0, 200, "its title, Chinese"), OPT_TEXT(allocation_effect_class, en, 0, 200, "its title, English"),
	FILL(allocation_effect_class, lowest_before, "lowest fill rate before, 1/10000"), FILL(allocation_effect_class, lowest_after, "and after"),
	FILL(allocation_effect_class, highest_before, "highest before"), FILL(allocation_effect_class, highest_after, "and after"),
	FILL(allocation_effect_class, fill_before, "of the whole class before"), FILL(allocation_effect_class, fill_after, "and after"),
	FILL(allocation_effect_class, floor, "guaranteed share, 0: none"));
static SHAPE(allocation_effect,
	I64(allocation_effect, version, 1, INT64_MAX, "of the draft it was tried on"),
	BOOL(allocation_effect, needs_second, "true: somebody else has to agree besides"),
	OPT_TEXT(allocation_effect, second_zh, 0, 200, "who, Chinese"), OPT_TEXT(allocation_effect, second_en, 0, 200, "who, English"),
	LIST(allocation_effect, lines, &allocation_effect_line_shape, 0, 200000, "who gets more or less"),
	LIST(allocation_effect, classes, &allocation_effect_class_shape, 0, 10000, "fairness, class by class"),
	LIST(allocation_effect, rules, &allocation_rule_shape, 0, 10000, "rules kept and broken"));

static SHAPE(allocation_changed_pin,
	ID(allocation_changed_pin, request_id, "the request"), I64(allocation_changed_pin, request_line_no, 1, DOC_LINES_MAX, "and its line"),
	ID(allocation_changed_pin, item_id, "item"), TEXT(allocation_changed_pin, item, 0, 200, "its name"),
	ID(allocation_changed_pin, unit_id, "unit"), TEXT(allocation_changed_pin, unit, 0, 200, "its name"),
	QTY(allocation_changed_pin, machine, "what the machine proposed"), QTY(allocation_changed_pin, qty, "what it was set to"));
static SHAPE(allocation_changed,
	I64(allocation_changed, change_no, 1, ALLOCATION_CHANGES_MAX, "its number"), BOOL(allocation_changed, by_hand, "true: lots were chosen one by one"),
	TEXT(allocation_changed, reason, 1, ALLOCATION_REASON_MAX, "why"), ID(allocation_changed, changed_by, "who"),
	TEXT(allocation_changed, name, 0, 200, "the name"), TIME(allocation_changed, changed, "when"),
	OPT_ID(allocation_changed, undone_by, "who took it back"), OPT_TEXT(allocation_changed, undone_name, 0, 200, "the name"),
	OPT_TIME(allocation_changed, undone, "when"),
	LIST(allocation_changed, pins, &allocation_changed_pin_shape, 0, DOC_LINES_MAX, "lines it set"));
static SHAPE(allocation_table_source,
	ID(allocation_table_source, place_id, "warehouse"), TEXT(allocation_table_source, place, 0, 200, "its name"),
	TEXT(allocation_table_source, source, 1, 20, "restricted (a gift for the unit), owned (its own) or pool"),
	QTY(allocation_table_source, qty, "how much"), I64(allocation_table_source, metres, 0, INT64_MAX, "how far"));
static SHAPE(allocation_table_line,
	ID(allocation_table_line, request_id, "the request"), I64(allocation_table_line, request_line_no, 1, DOC_LINES_MAX, "and its line"),
	TEXT(allocation_table_line, number, 0, 40, "its number"), ID(allocation_table_line, unit_id, "unit"),
	TEXT(allocation_table_line, unit, 0, 200, "its name"), ID(allocation_table_line, to_place_id, "where it goes"),
	OPT_TEXT(allocation_table_line, to_place, 0, 200, "its name, if it is not the unit"), I64(allocation_table_line, priority, 1, 9, "class"),
	QTY(allocation_table_line, asked, "asked for, own stock included"), QTY(allocation_table_line, own_stock, "own stock"),
	QTY(allocation_table_line, received_before, "received or allotted before"), QTY(allocation_table_line, week, "received in the 7 days before"),
	QTY(allocation_table_line, now, "what it gets"), QTY(allocation_table_line, machine, "what the machine proposed"),
	BOOL(allocation_table_line, has_before, "the next number is told on this line"),
	QTY(allocation_table_line, before, "what the unit got in the allocation before"), FILL(allocation_table_line, fill, "fill rate, 1/10000"),
	QTY(allocation_table_line, most, "the most it may be set to"), OPT_I64(allocation_table_line, change_no, 0, ALLOCATION_CHANGES_MAX, "the change that set it"),
	BOOL(allocation_table_line, pinned, "a person set it"),
	TEXT(allocation_table_line, zh, 0, 200, "why, Chinese"), TEXT(allocation_table_line, en, 0, 200, "why, English"),
	LIST(allocation_table_line, sources, &allocation_table_source_shape, 0, DOC_LINES_MAX, "from where"));
static SHAPE(allocation_table_class,
	I64(allocation_table_class, priority, 1, 9, "class"), OPT_TEXT(allocation_table_class, zh, 0, 200, "its title, Chinese"),
	OPT_TEXT(allocation_table_class, en, 0, 200, "its title, English"), I64(allocation_table_class, lines, 0, INT64_MAX, "lines"),
	I64(allocation_table_class, asked, 0, INT64_MAX, "asked for"), I64(allocation_table_class, own_stock, 0, INT64_MAX, "own stock"),
	I64(allocation_table_class, week, 0, INT64_MAX, "received in the 7 days before"), I64(allocation_table_class, now, 0, INT64_MAX, "what it gets"),
	I64(allocation_table_class, machine, 0, INT64_MAX, "what the machine proposed"), I64(allocation_table_class, unmet, 0, INT64_MAX, "what it lacks"),
	FILL(allocation_table_class, fill, "fill rate, 1/10000"), FILL(allocation_table_class, lowest, "the lowest of its lines"),
	FILL(allocation_table_class, floor, "guaranteed share; 0: none"), FILL(allocation_table_class, spread, "widest difference without a reason; 0: none"));
static SHAPE(allocation_table_item,
	ID(allocation_table_item, item_id, "item"), TEXT(allocation_table_item, code, 0, 40, "its code"), TEXT(allocation_table_item, zh, 0, 200, "its name"),
	OPT_TEXT(allocation_table_item, en, 0, 200, "its English name"), TEXT(allocation_table_item, unit, 0, 40, "base unit"),
	I64(allocation_table_item, pack, 1, QTY_MAX, "base units of a pack"), OPT_TEXT(allocation_table_item, pack_unit, 0, 40, "what a pack is called"),
	I64(allocation_table_item, divisible, 0, INT64_MAX, "what there is to share, whole packs, unexpired"),
	I64(allocation_table_item, asked, 0, INT64_MAX, "asked for"), I64(allocation_table_item, now, 0, INT64_MAX, "given"),
	I64(allocation_table_item, machine, 0, INT64_MAX, "given by the machine"), FILL(allocation_table_item, fill, "fill rate, 1/10000"),
	I64(allocation_table_item, lines, 0, INT64_MAX, "lines"), I64(allocation_table_item, short_lines, 0, INT64_MAX, "lines that lack something"),
	I64(allocation_table_item, changed, 0, INT64_MAX, "lines that differ from the machine"));
static SHAPE(allocation_table_sign,
	TEXT(allocation_table_sign, title, 0, 200, "who has to sign"), OPT_ID(allocation_table_sign, actor_id, "who has"),
	OPT_TEXT(allocation_table_sign, name, 0, 200, "the name"), OPT_TEXT(allocation_table_sign, for_name, 0, 200, "as substitute for"),
	OPT_TIME(allocation_table_sign, at, "when"));
static SHAPE(allocation_table,
	ID(allocation_table, doc_id, "the allocation"), OPT_TEXT(allocation_table, number, 0, 40, "its number, once submitted"),
	TEXT(allocation_table, state, 1, 40, "draft, review, held, done, released, refused or void"), I64(allocation_table, version, 1, INT64_MAX, "version, also the ETag"),
	DAY(allocation_table, day, "for this day"), ID(allocation_table, created_by, "who computed it"), TEXT(allocation_table, created_name, 0, 200, "the name"),
	TIME(allocation_table, created, "when"), OPT_TIME(allocation_table, meeting, "when it was submitted"),
	OPT_ID(allocation_table, before_id, "the allocation in force before"), OPT_TEXT(allocation_table, before_number, 0, 40, "its number"),
	I64(allocation_table, orders, 0, INT64_MAX, "orders given from it"), OPT_TIME(allocation_table, ordered, "when the first was"),
	I64(allocation_table, now, 0, INT64_MAX, "base units given in all"), I64(allocation_table, lines, 0, INT64_MAX, "lines"),
	I64(allocation_table, short_lines, 0, INT64_MAX, "lines that lack something"), I64(allocation_table, short_units, 0, INT64_MAX, "units that lack something"),
	I64(allocation_table, changed_lines, 0, INT64_MAX, "lines that differ from the machine"),
	I64(allocation_table, changed_qty, 0, INT64_MAX, "by so many base units"),
	I64(allocation_table, needed, 0, 40, "signatures needed"), I64(allocation_table, given, 0, 40, "signatures given"),
	BOOL(allocation_table, signed_all, "approved"), BOOL(allocation_table, mine, "you may give the next signature now"),
	BOOL(allocation_table, made, "you computed it, so others approve it"), BOOL(allocation_table, has_signed, "you have signed"),
	TEXT(allocation_table, approval_zh, 0, 1000, "by which chains it is approved"), TEXT(allocation_table, approval_en, 0, 1000, "the same in English"),
	OPT_ID(allocation_table, item_id, "whose classes and lines these are"),
	LIST(allocation_table, items, &allocation_table_item_shape, 0, 10000, "items: short of what there is to share, met, without stock; lowest fill rate first"),
	LIST(allocation_table, classes, &allocation_table_class_shape, 0, 100, "classes of the item"),
	LIST(allocation_table, rows, &allocation_table_line_shape, 0, 200000, "its lines, class by class"),
	LIST(allocation_table, changes, &allocation_changed_shape, 0, ALLOCATION_CHANGES_MAX, "what was changed, and taken back"),
	LIST(allocation_table, rules, &allocation_rule_shape, 0, 10000, "rules of the item"),
	LIST(allocation_table, broken, &allocation_rule_shape, 0, 10000, "rules broken in any item"),
	LIST(allocation_table, signs, &allocation_table_sign_shape, 0, 100, "who signs, in order"));
static SHAPE(allocation_unmet,
	ID(allocation_unmet, request_id, "the request"), TEXT(allocation_unmet, number, 0, 40, "its number"), ID(allocation_unmet, item_id, "item"),
	TEXT(allocation_unmet, item, 0, 200, "its name"), OPT_TEXT(allocation_unmet, item_en, 0, 200, "its English name"),
	TEXT(allocation_unmet, measure, 0, 40, "base unit"), ID(allocation_unmet, unit_id, "unit"), TEXT(allocation_unmet, unit, 0, 200, "its name"),
	I64(allocation_unmet, priority, 1, 9, "class"), QTY(allocation_unmet, asked, "asked for"), QTY(allocation_unmet, have, "has and has received"),
	QTY(allocation_unmet, now, "gets"), QTY(allocation_unmet, missing, "lacks"),
	TEXT(allocation_unmet, zh, 0, 200, "why, Chinese"), TEXT(allocation_unmet, en, 0, 200, "why, English"));
static SHAPE(unmet_out, LIST(unmet_out, items, &allocation_unmet_shape, 0, 200000, "by item, class and request"));

static enum err run_table(struct ctx *cx, const void *input, void *out)
{
	const struct table_in *in = input;

	return allocation_table(cx, in->doc_id, in->item_id, out);
}

static enum err run_what_if(struct ctx *cx, const void *input, void *out)
{
	const struct what_if_in *in = input;

	return allocation_what_if(cx, in->doc_id, in->pins.at, in->pins.n, out);
}

static enum err run_pin(struct ctx *cx, const void *input, void *out)
{
	const struct pin_lines_in *in = input;

	TRY(allocation_pin_lines(cx, in->doc_id, in->version, in->pins.at, in->pins.n, in->reason));
	return doc_http_made(cx, in->doc_id, out);
}

static enum err run_change(struct ctx *cx, const void *input, void *out)
{
	const struct change_in *in = input;

	return allocation_change_effect(cx, in->doc_id, in->change_no, out);
}

static enum err run_undo(struct ctx *cx, const void *input, void *out)
{
	const struct undo_in *in = input;

	TRY(allocation_undo(cx, in->doc_id, in->version, in->change_no));
	return doc_http_made(cx, in->doc_id, out);
}

static enum err run_unmet(struct ctx *cx, const void *input, void *output)
{
	struct unmet_out *out = output;
	struct allocation_unmet *rows;
	size_t n;

	TRY(allocation_unmet(cx, ((const struct doc_id_in *)input)->doc_id, &rows, &n));
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

extern const struct op table_ops[];
const struct op table_ops[] = {
	{ .method = "GET", .path = "/api/v1/allocations/{doc_id}/table", .name = "allocation_table", .zh = "会商表", .en = "The meeting's table",
	  .perm = PERM_ALLOCATION_READ, .tx = TX_READ, .in = &table_in_shape, .out = &allocation_table_shape, .run = run_table, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/allocations/{doc_id}/what-if", .name = "allocation_what_if", .zh = "试改并看影响",
	  .en = "Try a change and see what it does; nothing is written", .perm = PERM_ALLOCATION_READ, .tx = TX_READ, .in = &what_if_in_shape,
	  .out = &allocation_effect_shape, .run = run_what_if, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_SHORT_STOCK } },
	{ .method = "POST", .path = "/api/v1/allocations/{doc_id}/changes", .name = "allocation_change", .zh = "采用改动",
	  .en = "Adopt a change: the lines named, and what follows from it", .perm = PERM_ALLOCATION_EDIT, .tx = TX_WRITE, .in = &pin_lines_in_shape,
	  .out = &doc_made_shape, .run = run_pin, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/allocations/{doc_id}/changes/{change_no}", .name = "allocation_change_effect", .zh = "一处改动的影响",
	  .en = "What a change does: with it against without it", .perm = PERM_ALLOCATION_READ, .tx = TX_READ, .in = &change_in_shape,
	  .out = &allocation_effect_shape, .run = run_change, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_SHORT_STOCK } },
	{ .method = "POST", .path = "/api/v1/allocations/{doc_id}/changes/{change_no}/undo", .name = "allocation_change_undo", .zh = "撤销改动",
	  .en = "Take a change back", .perm = PERM_ALLOCATION_EDIT, .tx = TX_WRITE, .in = &undo_in_shape, .out = &doc_made_shape, .run = run_undo,
	  .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/allocations/{doc_id}/unmet", .name = "allocation_unmet", .zh = "未满足的需求", .en = "Who gets less than he needs, and why",
	  .perm = PERM_ALLOCATION_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &unmet_out_shape, .run = run_unmet, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
