/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PAPER_H
#define CAPS_PAPER_H
#include "caps/document/document.h"
#include "file/form_pdf.h"

/* Forms: every kind of document as the paper people sign (standards.md 7).
 *
 * A form is data: which fields stand above the table and below it, which columns,
 * who signs in which box.  forms.c has a row for each kind that wants its own; a
 * kind without one is printed by what its steps count.  Nothing else draws.
 *
 * A field or column says what it shows; what is not known is left empty to be
 * written in by hand.  Names of those who signed come from the document's history,
 * with the time; residents are shown by their door and masked names.  The QR code
 * and the check code hold the number and the hash of the last entry: who has both
 * can look whether paper and book agree.
 *
 * Who may read a document may print it, by the kind's own right on its places.
 * The same document, moment and reader give the same bytes. */

enum paper_says {
	SAYS_BLANK,                            /* a line to fill in by hand */
	SAYS_GIVER, SAYS_GIVER_CODE, SAYS_GIVER_CONTACT, SAYS_TAKER, SAYS_TAKER_CODE, SAYS_CARRIER, SAYS_WORKER,
	SAYS_FROM, SAYS_TO, SAYS_OWNER, SAYS_OWNER2, SAYS_FUND, SAYS_FUND2, SAYS_PARENT, SAYS_LINE_PLACE,
	SAYS_MAKER, SAYS_DUE, SAYS_REASON,     /* the last reason anybody gave */
	SAYS_INSTEAD,                          /* "N of B instead of M of A" (S3.12); left out where nothing stands in for anything */
	SAYS_TOTAL_WORDS,                      /* 玖仟陆佰元整; left out where nothing has a price */
	SAYS_SIGNED,                           /* every signature: as what, who, for whom, when */
	SAYS_HISTORY,                          /* every step: what, who, when */
	SAYS_N
};
struct paper_field { const char *label; enum paper_says says; bool wide; };

enum paper_shows {
	SHOWS_END,
	SHOWS_NO, SHOWS_CODE, SHOWS_NAME, SHOWS_SPEC, SHOWS_UNIT,
	SHOWS_ASKED, SHOWS_GRANTED,            /* less what was dropped */
	SHOWS_SENT, SHOWS_ARRIVED, SHOWS_SHORT, SHOWS_LOST, SHOWS_TAKEN, SHOWS_BACK, SHOWS_BILLED, SHOWS_PAID,
	SHOWS_DIFFERENCE,                      /* taken less asked */
	SHOWS_DIRECTION,                       /* of documents whose lines go both ways: 出, 入 */
	SHOWS_BATCH, SHOWS_MADE, SHOWS_EXPIRY, SHOWS_SERIAL,
	SHOWS_PRICE, SHOWS_WORTH, SHOWS_PLACE, SHOWS_OWNER, SHOWS_REMARK,
	SHOWS_OWN1, SHOWS_OWN2, SHOWS_OWN3,    /* what the form's own function fills in */
	SHOWS_N
};
struct paper_column { enum paper_shows shows; const char *title; };      /* NULL: as it is usually called */

/* Signed by who took that step (the last time it stands), as that signer where it has several; verb NULL: by hand. */
struct paper_box { const char *label, *verb, *role; };

enum paper_lots { LOTS_OF_LINE, LOTS_IN, LOTS_OUT };     /* which lots are listed: the fixed one; what came to rest in the house; what left it */

/* What only the kind's own room knows, for its form. */
enum { PAPER_FIELDS_MAX = 16, PAPER_OWN_CELLS = 3 };
struct paper_own {
	struct arena      *mem;
	struct form_field  fields[PAPER_FIELDS_MAX];  size_t n_fields;       /* come after the head's */
	const char       **cells;              /* PAPER_OWN_CELLS for each line; NULL: none */
	const char        *title;              /* where it depends on how far the document is; NULL: the form's */
};
void paper_say(struct paper_own *own, const char *label, const char *value, bool wide);      /* what does not fit is dropped */

struct paper_form {
	const char *kind, *title;              /* title NULL: the kind's */
	const char *copies[4];                 /* "存根": the first, and so on; none: one copy without a name */
	struct paper_field  head[12], foot[8]; /* ended by a label of NULL */
	struct paper_column columns[16];
	struct paper_box    boxes[6];
	const char *notes[3];
	enum paper_lots lots;
	enum counter    worth_of;              /* which quantity the money column multiplies; ASKED unless told */
	bool            landscape;
	enum err (*own)(struct ctx *cx, const struct doc *doc, struct paper_own *own);
};
extern const struct paper_form paper_forms[];            /* ended by a kind of NULL */
const struct paper_form *paper_form_of(const char *kind);      /* NULL: the default */

/* copy 0: all of them; NOT_FOUND for a document the actor may not read, BAD_INPUT for a copy there is none of. */
struct paper_file { struct bytes body; const char *type, *name; };
must_check enum err paper_print(struct ctx *cx, int64_t doc_id, int64_t copy, struct paper_file *ret);
/* The same for a document its caller has read and may show. */
must_check enum err paper_print_seen(struct ctx *cx, const struct doc *doc, int64_t copy, struct paper_file *ret);
#endif
