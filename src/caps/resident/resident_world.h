/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESIDENT_WORLD_H
#define CAPS_RESIDENT_WORLD_H
/* What the tests of households' own phones share.  Tests only. */
#include "caps/delivery/delivery_world.h"
#include "caps/resident/resident.h"

/* A household's phone comes in with a code; cx->answer_session is its token. */
static inline struct party_who comes_in(struct ctx *cx, const char *link, int64_t household_id)
{
	static const struct actor nobody = { 0 };
	struct resident_entered in;
	struct party_who who;
	const char *code;
	int64_t until;

	cx->actor = &the_system;
	must(resident_code_give(cx, household_id, &code, &until));
	cx->actor = &nobody;
	must(resident_enter(cx, &(struct resident_entry){ .link = link, .code = code }, &in));
	must(resident_authenticate(cx, cx->answer_session, &who));
	return who;
}
#endif
