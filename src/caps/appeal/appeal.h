/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_APPEAL_H
#define CAPS_APPEAL_H
#include "caps/document/document.h"

/* Appeals 募捐公告 (MJ): what is short, asked of everybody, in words another person
 * approved (D2.7, D3.8).
 *
 *   draft -submit-> review -approve-> published -close-> closed
 *
 * to_place = where to bring it; a line's quantity is what is short.  What is short is
 * derived: vetted needs less what lies free in the pool and what donors have
 * promised for it; and reserves below what the plans want.  An appeal moves no
 * goods; everybody sees it until `until_day`, with how much has come since.
 *
 * Rights: DONATION_READ, DONATION_EDIT, APPEAL_APPROVE on to_place, never the maker.
 * Everything returned lives in cx->mem. */
enum { APPEAL_LINES_MAX = 200, APPEAL_WORDS_MAX = 500, APPEAL_LIST_MAX = 200, APPEAL_DAYS_MAX = 92 };

enum appeal_source { APPEAL_NEEDS, APPEAL_RESERVE };
extern const char *const appeal_source_words[];        /* "needs", "reserve", NULL */
struct appeal_short { int64_t item_id, source, need, lies_free, promised, qty; };      /* qty: what is short */
/* By item; asks DONATION_READ over the district.  Needs first. */
must_check enum err appeal_shortages(struct ctx *cx, struct appeal_short **ret, size_t *ret_n);

struct appeal_line { int64_t item_id, qty; };
struct appeal_draft { int64_t to_place_id, until_day; const char *words; const struct appeal_line *lines; size_t n_lines; };
must_check enum err appeal_open(struct ctx *cx, const struct appeal_draft *in, int64_t *ret_doc_id);

struct appeal_view { const char *words; int64_t until_day; };
must_check enum err appeal_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct appeal_view *ret);

/* What everybody may see, no right asked: published and not over, newest first, line by
 * line; come: taken over of donations that were registered since it was published. */
struct appeal_public { int64_t doc_id, until_day, qty, come; const char *number, *words, *place, *zh, *en, *unit; };
must_check enum err appeal_published(struct ctx *cx, struct appeal_public **ret, size_t *ret_n);
#endif
