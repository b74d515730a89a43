/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_FUND_H
#define CAPS_FUND_H
#include "base/shape.h"
#include "caps/document/document.h"

/* Funds 专款: money kept apart by where it came from and what it is for (D2.3).
 *
 * A fund is a self-balancing slice of the ledger: every account of money has the
 * fund in its key and no entry moves money from one fund to another, so "donated
 * money only for its purpose" is arithmetic.  Goods bought from a fund carry it
 * until they are used; the purpose says who may get them and which goods may be
 * bought: guard_fund_purpose.
 *
 * Money comes in by two kinds of document: `appropriation` (BK, budget and grants) and
 * `gift` (JK, donated money); giver = the organisation, one line of money.  It goes
 * out by the documents that pay (caps/settlement, caps/purchase ...).
 *
 * Money is fen.  Fund 0 is money without a purpose and has no row here.  Reading
 * asks FUND_READ, writing FUND_EDIT, on the place that keeps the fund.
 * Everything returned lives in cx->mem.  Source: D2.3, D2.9; docs/ledger.md 1.3. */

enum fund_source { FUND_BUDGET, FUND_GRANT, FUND_DONATION, FUND_SALE, FUND_SCRAP, FUND_SOURCES };
extern const char *const fund_source_words[];            /* "budget" ..., NULL: as the plan's money.funds.from */
enum { FUND_PURPOSES_MAX = 200, FUND_LIST_MAX = 200 };

/* for_places: units or areas that may get what it buys; for_classes: classes of
 * the plan that may be bought.  An empty list allows all. */
struct fund_facts {
	int64_t            source, holder_id;
	const char        *code, *zh, *en, *rule, *purpose;
	const int64_t     *for_places;   size_t n_places;
	const char *const *for_classes;  size_t n_classes;
};
/* Sums of the ledger's accounts.  on_account = free + pledged: what the bank has to
 * show.  received + collected - paid = on_account; collected: what units and others paid
 * of what they owed. */
struct fund_figures {
	int64_t received_fen, collected_fen, paid_fen, free_fen, pledged_fen, on_account_fen, spent_fen, accrued_fen, payable_fen, owed_fen;
	int64_t subsidy_fen, compensation_fen, income_fen;
};
struct fund {
	int64_t     fund_id, version, opened_ms, closed_ms;
	struct fund_facts   facts;
	struct fund_figures figures;
	const char *holder, *holder_path;
};

must_check enum err fund_create(struct ctx *cx, const struct fund_facts *in, int64_t *ret_fund_id);
/* Where its money comes from never changes; its purpose only while nothing was received. */
must_check enum err fund_update(struct ctx *cx, int64_t fund_id, int64_t version, const struct fund_facts *in);
/* BLOCKED while money or bills are left. */
must_check enum err fund_close(struct ctx *cx, int64_t fund_id, int64_t version);

/* fund_get, fund_figures and fund_free ask no right; fund_see asks FUND_READ.  fund_get leaves the figures nil, fund_free
 * all but free_fen: one balance, while the others are sums over every purchase that ever held money of the fund. */
must_check enum err fund_get(struct ctx *cx, int64_t fund_id, struct fund *ret);
must_check enum err fund_figures(struct ctx *cx, int64_t fund_id, struct fund *ret);
must_check enum err fund_free(struct ctx *cx, int64_t fund_id, struct fund *ret);
must_check enum err fund_see(struct ctx *cx, int64_t fund_id, struct fund *ret);
must_check enum err fund_need(struct ctx *cx, enum perm perm, int64_t fund_id, struct fund *ret);
must_check enum err fund_list(struct ctx *cx, int64_t after, int64_t limit, struct fund **ret, size_t *ret_n);

/* Whether goods of this class, bought from the fund, may go to the place at
 * taker_path; either NULL: not asked.  BLOCKED names the fund and its purpose. */
must_check enum err fund_allows(struct ctx *cx, int64_t fund_id, const char *taker_path, const char *category, const char *field);
/* For kinds of document: every line's fund is open and allows its class and the
 * place of the document (to_place, or taker where it is a place). */
doc_guard guard_fund_purpose;

/* ---- Money received --------------------------------------------------------- */

struct fund_receipt { int64_t fund_id, giver_id, sum_fen; const char *paper, *note; };
/* The one question of everybody who enters money that came in (received, charges paid, takings of sales), in one place:
 * CONFLICT where this slip or paper stands in the fund already.  Holds the ledger until the end of the transaction. */
must_check enum err fund_paper_once(struct ctx *cx, int64_t fund_id, const char *field, const char *paper);
/* Of kind `gift` for a donation fund, else `appropriation`.  CONFLICT when this paper stands in the fund's books already. */
must_check enum err fund_receive(struct ctx *cx, const struct fund_receipt *in, struct doc_moved *ret);

/* ---- The book --------------------------------------------------------------- */

/* One entry that moved the fund's money, newest first: in, out (paid), by how much
 * what is committed grew, and what stood on the account afterwards. */
struct fund_entry {
	int64_t     seq, posted_ms, doc_id, giver_id, in_fen, out_fen, pledged_fen, balance_fen, slip_day;
	const char *kind, *number, *verb, *giver, *slip_no;     /* bank slip of the payment, paper of money received; "", day 0: none yet */
};
struct fund_book { int64_t fund_id, from_day, to_day, before_seq, limit; };      /* days 0: open; before 0: from the newest */
must_check enum err fund_book(struct ctx *cx, const struct fund_book *of, struct fund_entry **ret, size_t *ret_n);

/* ---- Bank slips -------------------------------------------------------------
 * The bank's proof of payments: one slip for one payment or for a batch of them,
 * its sum theirs to the fen.  A payment is an entry of the book with out > 0 and
 * has one slip.  A slip entered wrongly is voided and stays readable. */

enum { FUND_SLIP_PAYMENTS_MAX = 200 };
struct fund_slip_new { int64_t fund_id, day, sum_fen; const char *slip_no; const int64_t *seqs; size_t n_seqs; };
must_check enum err fund_slip_enter(struct ctx *cx, const struct fund_slip_new *in, int64_t *ret_slip_id);
must_check enum err fund_slip_cancel(struct ctx *cx, int64_t fund_id, int64_t slip_id, const char *reason);
struct fund_slip { int64_t slip_id, day, sum_fen, entered_ms, voided_ms, payments; const char *slip_no, *entered_name, *void_reason; };
must_check enum err fund_slips(struct ctx *cx, int64_t fund_id, int64_t before, int64_t limit, struct fund_slip **ret, size_t *ret_n);
/* The slip of an entry; "" and 0 where it has none.  Asks no right. */
must_check enum err fund_slip_of(struct ctx *cx, int64_t seq, const char **ret_no, int64_t *ret_day);

enum fund_format { FUND_XLSX, FUND_PDF };
extern const char *const fund_format_words[];            /* "xlsx", "pdf", NULL */
enum { FUND_FILE_ROWS = 20000 };
struct fund_file { struct bytes body; const char *type, *name; };
must_check enum err fund_book_file(struct ctx *cx, const struct fund_book *of, int64_t format, struct fund_file *ret);
#endif
