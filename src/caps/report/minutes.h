/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_REPORT_MINUTES_H
#define CAPS_REPORT_MINUTES_H
#include "caps/allocation/table.h"
#include "caps/report/names.h"

/* Inside report: what the minutes of a meeting say beside the table of sums. */
struct minutes {
	const char **line;       size_t n_lines, room;          /* head, changes, rules, signatures */
	size_t       n_said;                                    /* so many before the table, the rest below it */
	const char **signature;  size_t n_signatures;           /* boxes to sign in, as the chain asks */
	struct sheet unmet;
};
must_check enum err minutes_of(struct ctx *cx, int64_t doc_id, struct minutes *ret);
#endif
