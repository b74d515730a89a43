/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESIDENT_H
#define CAPS_RESIDENT_H
#include "caps/grid/grid.h"
#include "caps/party/party.h"

/* A household on its own phone (S3.9, S3.10, D4.1).
 *
 * It comes in by a link of its compound (on the gate as a QR code): door, name,
 * the last four digits of the phone.  When they are those of the roster, it is
 * in; else the grid worker says yes or no, or gives a code by word of mouth.
 * Whoever tries doors learns nothing: an unknown door, an empty flat and a wrong
 * number all "wait for the grid worker".  Wrong tries are counted by door and by
 * address, and after RESIDENT_DOOR_TRIES a day a door takes only the worker's way.
 *
 * A household acts under one account (role resident on its building, without a
 * password), a phone is one session of it for RESIDENT_DAYS days, kept as a digest
 * only.  The household itself and its grid worker may end any of its phones; one
 * that moves out has none any more, without anybody doing anything.
 *
 * Everything below /my takes the household from the session, never from what was
 * sent: another household's orders, needs and names answer NOT_FOUND. */
enum {
	RESIDENT_DAYS = 180, RESIDENT_CODE_HOURS = 48, RESIDENT_CLAIM_DAYS = 7, RESIDENT_PHONES_MAX = 20,
	RESIDENT_DOOR_TRIES = 5, RESIDENT_ADDRESS_TRIES = 40, RESIDENT_CLAIMS_MAX = 2000,
};
extern const char *const resident_token_prefix;          /* of a phone's session: tells it from a worker's */
extern const char *const resident_how_words[];           /* how a phone came in: "roster", "worker", "code" */
extern const char *const resident_said_words[];          /* "received", "not_received", "wrong" */

/* --- For http -------------------------------------------------------------- */
/* Like party_authenticate, for tokens with the prefix above. */
must_check enum err resident_authenticate(struct ctx *cx, const char *token, struct party_who *ret);
must_check enum err resident_touch(struct ctx *cx, int64_t phone_id);

/* --- Links ------------------------------------------------------------------ */
struct resident_link { int64_t link_id, place_id, made_ms; const char *token, *place; };
/* One link per place is enough: the open one is given again.  GRID_EDIT on the place (community, grid, building). */
must_check enum err resident_link_make(struct ctx *cx, int64_t place_id, struct resident_link *ret);
must_check enum err resident_link_stop(struct ctx *cx, int64_t link_id);
must_check enum err resident_link_list(struct ctx *cx, int64_t before_id, int64_t limit, struct resident_link **ret, size_t *ret_n);

/* What anybody with a link may know: whose compound, which buildings, whom to call. */
struct resident_contact { const char *who_zh, *who_en, *name, *phone; };      /* name "" when only an office is told */
struct resident_gate {
	struct place place;
	const char **buildings;  size_t n_buildings;
	struct resident_contact *contacts;  size_t n_contacts;
};
must_check enum err resident_gate_of(struct ctx *cx, const char *link, struct resident_gate *ret);

/* --- Coming in --------------------------------------------------------------- */
struct resident_entry { const char *link, *building, *unit, *room, *name, *tail, *code; };
enum resident_state { RESIDENT_WAITS, RESIDENT_IN, RESIDENT_REFUSED };
extern const char *const resident_state_words[];
struct resident_entered { int64_t state, until_ms; const char *claim, *why; };     /* claim: to ask again with, while it waits */
/* Sets cx->answer_session when it is in.  NOT_FOUND (link), TOO_MANY, BAD_INPUT (code).  What it counted must be kept. */
must_check enum err resident_enter(struct ctx *cx, const struct resident_entry *in, struct resident_entered *ret);
must_check enum err resident_ask_again(struct ctx *cx, const char *claim, struct resident_entered *ret);

struct resident_claim { int64_t claim_id, place_id, household_id, made_ms; const char *place, *building, *unit, *room, *name, *tail; };
must_check enum err resident_claim_list(struct ctx *cx, int64_t after_id, int64_t limit, struct resident_claim **ret, size_t *ret_n);
/* GRID_EDIT where it was asked and on the household; household 0: no. */
must_check enum err resident_claim_answer(struct ctx *cx, int64_t claim_id, int64_t household_id, const char *why);

/* A code of eight digits for one household, told once; earlier ones end. */
must_check enum err resident_code_give(struct ctx *cx, int64_t household_id, const char **ret_code, int64_t *ret_until_ms);

struct resident_phone { int64_t phone_id, how, made_ms, seen_ms, until_ms; bool this_one; };
must_check enum err resident_phone_list(struct ctx *cx, int64_t household_id, struct resident_phone **ret, size_t *ret_n);
/* Of one's own household, or with GRID_EDIT on it. */
must_check enum err resident_phone_stop(struct ctx *cx, int64_t phone_id);
must_check enum err resident_leave(struct ctx *cx);                /* this phone */

/* Phones that ended or are of households that moved, codes, notes on what was received, from before a
 * moment: the retention job's, no right asked. */
must_check enum err resident_forget(struct ctx *cx, int64_t before_ms, int64_t *ret_n);

/* --- The household of the session ---------------------------------------------- */
/* FORBIDDEN for who is none. */
must_check enum err resident_home(struct ctx *cx, struct household *ret);
/* Whom it calls: its building leaders, its grid worker, the offices above, nearest first. */
must_check enum err resident_contacts(struct ctx *cx, const struct household *home, struct resident_contact **ret, size_t *ret_n);
#endif
