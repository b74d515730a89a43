/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESERVE_FILE_H
#define CAPS_RESERVE_FILE_H
#include "base/ctx.h"
#include "base/shape.h"

/* The annual plan as a workbook, or to print and sign (年度应急物资储备计划表). */
enum reserve_format { RESERVE_XLSX, RESERVE_PDF };
extern const char *const reserve_format_words[];      /* "xlsx", "pdf", NULL */
struct reserve_file { struct bytes body; const char *type, *name; };
must_check enum err reserve_plan_file(struct ctx *cx, int64_t doc_id, int64_t format, struct reserve_file *ret);
#endif
