/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESERVE_FILE_H
#define CAPS_RESERVE_FILE_H
#include "base/ctx.h"
#include "base/shape.h"

/* The annual plan as a workbook, or to print and sign (年度应急物资储备计划表). */
enum reserve_format { RESERVE_XLSX, RESERVE_PDF };
extern const char *const reserve_format_words[];      /* "xlsx", "pdf", NULL */
struct reserve_file { struct bytes body; const char *type, *name; };
extern const struct shape reserve_file_shape;         /* for the ops that send one */
must_check enum err reserve_plan_file(struct ctx *cx, int64_t doc_id, int64_t format, struct reserve_file *ret);

/* Who got what from one day to another, both inside, at most 366 days; class "" or NULL: all goods (D1.8). */
struct reserve_issues_ask { int64_t from, to; const char *class_id; };
struct reserve_issue { int64_t item_id, who_id, qty, docs; const char *item_code, *item, *item_en, *category, *unit, *who; };
must_check enum err reserve_issues(struct ctx *cx, const struct reserve_issues_ask *ask, struct reserve_issue **ret, size_t *ret_n);
must_check enum err reserve_issues_file(struct ctx *cx, const struct reserve_issues_ask *ask, int64_t format, struct reserve_file *ret);
#endif
