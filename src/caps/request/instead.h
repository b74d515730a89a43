/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_REQUEST_INSTEAD_H
#define CAPS_REQUEST_INSTEAD_H
#include "caps/item/substitute.h"
#include "caps/request/request.h"

/* Lines that ask for a substitute (S3.12): so much of one item instead of so much of another.
 *
 * The pair must be in the register and hold on the day the request is written
 * and on the day it is raised; the line may ask for no more than the ratio gives
 * for what is missing, rounded up to whole packs.  Where the request whose line
 * fell short is named, it is of the same unit and still waits for goods, and all
 * requests together never stand in for more than that line still lacks.  Ratio
 * and version of the pair are kept with the line, so that what was said stays
 * true when the register changes; they are part of what is signed. */
struct request_instead {
	int64_t     doc_id, line_no, by_id, by_qty;       /* so much of this is asked */
	int64_t     item_id, qty, num, den;               /* instead of so much of this, at num of by_id for den of item_id */
	int64_t     substitute_id, substitute_version, for_doc_id;
	const char *number, *state;                       /* of the request with the substitute; number "" while a draft */
	const char *for_number;                           /* of the request that fell short; "" without one */
};
/* The lines of a request that stand in for something, by line. */
must_check enum err request_insteads(struct ctx *cx, int64_t doc_id, struct request_instead **ret, size_t *ret_n);
/* What stands in for lines of this request: lines of others that are neither refused nor withdrawn, oldest first. */
must_check enum err request_stood_in(struct ctx *cx, int64_t doc_id, struct request_instead **ret, size_t *ret_n);
/* What so many base units of the line's goods are instead of, in words. */
must_check enum err request_instead_say(struct ctx *cx, const struct request_instead *line, int64_t by_qty, struct substitute_words *ret);
/* All of a request in one Chinese sentence for its paper; "" when it stands in for nothing. */
must_check enum err request_instead_paper(struct ctx *cx, int64_t doc_id, const char **ret);

/* Inside the folder: puts what the lines of a draft stand in for; doc's lines are those of the document. */
must_check enum err request_instead_put(struct ctx *cx, int64_t doc_id, const struct request_draft *in, const struct doc *doc);
must_check enum err request_instead_content(struct ctx *cx, int64_t doc_id, struct buf *bytes);
#endif
