/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/requisition/requisition.h"
#include "caps/document/document_http.h"
#include "http/op.h"

struct extension_in { int64_t doc_id, version, until; const char *why; };
struct extension_out { struct doc_out doc; int64_t requisition_id, from, was, until; const char *requisition, *why, *holder; };
static SHAPE(extension_in,
	ID(extension_in, doc_id, "which requisition"), OPT_I64(extension_in, version, 1, INT64_MAX, "the version of it you saw (or If-Match)"),
	DAY(extension_in, until, "the new last day of use"), TEXT(extension_in, why, 1, 200, "why it is needed longer"));
static SHAPE(extension_out,
	OBJECT(extension_out, doc, &doc_out_shape, "the extension"), ID(extension_out, requisition_id, "of which requisition"),
	TEXT(extension_out, requisition, 0, 60, "its number"), TEXT(extension_out, holder, 0, 200, "whose; a person's name stays masked"),
	DAY(extension_out, from, "first day of use"), DAY(extension_out, was, "last day before"), DAY(extension_out, until, "last day it asks for"),
	TEXT(extension_out, why, 1, 200, "why"));

static enum err run_ask(struct ctx *cx, const void *input, void *output)
{
	const struct extension_in *in = input;

	return extension_ask(cx, &(struct extension_asked){ in->doc_id, in->version, in->until, in->why }, output);
}

static enum err run_see(struct ctx *cx, const void *input, void *output)
{
	struct extension_out *out = output;
	struct extension_view v;
	struct doc doc;

	TRY(extension_see(cx, ((const struct doc_id_in *)input)->doc_id, &doc, &v));
	*out = (struct extension_out){ .requisition_id = v.requisition_id, .from = v.from_day, .was = v.was_day, .until = v.until_day, .why = v.why, .holder = v.holder };
	TRY(document_number(cx, v.requisition_id, &out->requisition));
	return doc_http_out(cx, &doc, &out->doc);
}

#define WORDS_extension "requisition-extensions"
#define EXTENSION_STEPS(X) \
	X(extension, approve, PERM_REQUISITION_APPROVE, "批准征用延期", "Approve a longer period of use") \
	X(extension, refuse, PERM_REQUISITION_APPROVE, "不同意征用延期", "Refuse a longer period of use") \
	X(extension, withdraw, PERM_REQUISITION_EDIT, "撤回征用延期", "Withdraw a request for a longer period")
EXTENSION_STEPS(DOC_STEP_RUN)

static enum err run_extension_list(struct ctx *cx, const void *in, void *out)
{
	return doc_http_list(cx, (const char *const[4]){ "extension" }, in, out);
}

extern const struct op extension_ops[];
const struct op extension_ops[] = {
	{ .method = "POST", .path = "/api/v1/requisitions/{doc_id}/extension", .name = "extension_new", .zh = "申请延长征用期限", .en = "Ask for a longer period of use",
	  .perm = PERM_REQUISITION_EDIT, .tx = TX_WRITE, .in = &extension_in_shape, .out = &doc_moved_shape, .run = run_ask, .fails = DOC_FAILS },
	DOC_LIST_OP(extension, PERM_REQUISITION_READ, "征用延期单列表", "Extensions of requisitions")
	{ .method = "GET", .path = "/api/v1/requisition-extensions/{doc_id}", .name = "extension_get", .zh = "一张征用延期单", .en = "One extension with its days and reason",
	  .perm = PERM_REQUISITION_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &extension_out_shape, .run = run_see, .fails = { ERR_NOT_FOUND } },
	EXTENSION_STEPS(DOC_STEP_OP)
	{ 0 },
};
