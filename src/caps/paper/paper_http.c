/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/paper/paper.h"
#include "http/op.h"

struct paper_in { int64_t doc_id, copy; };

static SHAPE(paper_in,
	ID(paper_in, doc_id, "which document"), OPT_I64(paper_in, copy, 1, 4, "this copy only; all of them unless told"));
static SHAPE(paper_file,
	BYTES(paper_file, body, 0, INT64_C(1) << 30, "the form as PDF"), TEXT(paper_file, type, 1, 100, "media type"),
	TEXT(paper_file, name, 1, 100, "file name"));

static enum err run_form(struct ctx *cx, const void *input, void *output)
{
	const struct paper_in *in = input;

	return paper_print(cx, in->doc_id, in->copy, output);
}

const struct op paper_ops[] = {
	{ .method = "GET", .path = "/api/v1/documents/{doc_id}/form", .name = "document_form", .zh = "打印单据（PDF）", .en = "Print a document of any kind (PDF)",
	  .perm = PERM_SIGNED_IN, .tx = TX_READ, .in = &paper_in_shape, .out = &paper_file_shape, .run = run_form, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
