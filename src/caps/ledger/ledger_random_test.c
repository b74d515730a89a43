/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/ledger_world.h"
#include "both_stores.h"
#include "seeded.h"
#include "base/civil.h"
#include "caps/ledger/movements.h"
#include "ledger_read.sql.h"

/* A plain model of the ledger - one number per account and lot, in arrays - runs
 * beside it.  Random commands, good and bad; the model says which must be taken
 * and what lies where afterwards, now and at earlier entries. */

enum { PLACES = 4, OWNERS = 2, DOCS = 3, USERS = 2, LOTS_MAX = 400, ACCOUNTS = OWNERS * (1 + 2 * PLACES + PLACES * DOCS + DOCS + USERS + 1), PAST = 60 };

struct slot { struct account_key key; int sign; bool issue; };
struct made { int64_t seq, doc; int lot[4], from[4], to[4]; int64_t qty[4]; int n; bool reversed, is_reversal; };
struct model {
	struct seeded dice;
	struct slot accounts[ACCOUNTS];
	int n_accounts, n_lots;
	int64_t lot_id[LOTS_MAX], expiry[LOTS_MAX], qty[ACCOUNTS][LOTS_MAX];
	struct made *made; size_t n_made;
	int64_t next_doc, taken, refused, postings, seq;
	struct { int64_t seq; int64_t qty[ACCOUNTS]; int lot; } past[PAST];
};

static void add_account(struct model *m, struct account_key key)
{
	const struct account_info *info = ledger_account_info(key.kind);

	assert_true(m->n_accounts < ACCOUNTS);
	m->accounts[m->n_accounts++] = (struct slot){ key, info->sign, (info->flags & ACC_ISSUE) != 0 };
}

static void make_accounts(struct model *m)
{
	for (int64_t o = 0; o < OWNERS; o++) {
		int64_t owner = 4000 + o;

		add_account(m, KEY(FROM_SUPPLIER, .who_id = 9000, .owner_id = owner));
		for (int64_t p = 0; p < PLACES; p++) {
			add_account(m, KEY(STORE, .place_id = 5000 + p, .owner_id = owner));
			add_account(m, KEY(BLOCKED, .place_id = 5000 + p, .owner_id = owner));
			for (int64_t d = 0; d < DOCS; d++)
				add_account(m, KEY(HELD, .place_id = 5000 + p, .owner_id = owner, .doc_id = 600 + d));
		}
		for (int64_t d = 0; d < DOCS; d++)
			add_account(m, KEY(TRANSIT, .who_id = 9100, .owner_id = owner, .doc_id = 600 + d));
		for (int64_t u = 0; u < USERS; u++)
			add_account(m, KEY(USED, .who_id = 9200 + u, .owner_id = owner));
		add_account(m, KEY(LOST, .who_id = 9300, .owner_id = owner));
	}
}

static int any(struct model *m, int n) { return (int)seeded_below(&m->dice, n); }

/* What the plain model thinks of it; changes the balances when it agrees. */
static bool model_takes(struct model *m, const struct made *e, int64_t today, bool reversal)
{
	int64_t before[8];

	for (int i = 0; i < e->n; i++)
		if (m->accounts[e->from[i]].key.owner_id != m->accounts[e->to[i]].key.owner_id
		    || (!reversal && m->accounts[e->to[i]].issue && m->expiry[e->lot[i]] && m->expiry[e->lot[i]] < today))
			return false;
	for (int i = 0; i < e->n; i++) {
		int64_t *from = &m->qty[e->from[i]][e->lot[i]], *to = &m->qty[e->to[i]][e->lot[i]];

		before[2 * i] = *from;
		*from -= e->qty[i];
		before[2 * i + 1] = *to;
		*to += e->qty[i];
		if (m->accounts[e->from[i]].sign * *from >= 0 && m->accounts[e->to[i]].sign * *to >= 0)
			continue;
		for (; i >= 0; i--) {
			m->qty[e->to[i]][e->lot[i]] = before[2 * i + 1];
			m->qty[e->from[i]][e->lot[i]] = before[2 * i];
		}
		return false;
	}
	return true;
}

static enum err post_made(struct world *w, struct model *m, struct made *e, const struct ledger_new_lot *lot)
{
	struct ledger_change c[8];
	struct ledger_growth g[4];
	struct ledger_posted p;
	enum err err;

	for (int i = 0; i < e->n; i++) {
		c[2 * i] = (struct ledger_change){ m->accounts[e->from[i]].key, m->lot_id[e->lot[i]], i + 1, -e->qty[i] };
		c[2 * i + 1] = (struct ledger_change){ m->accounts[e->to[i]].key, m->lot_id[e->lot[i]], i + 1, e->qty[i] };
		g[i] = (struct ledger_growth){ i + 1, "taken", e->qty[i] };
	}
	e->doc = m->next_doc++;
	err = ledger_post(&w->cx, &(struct ledger_entry){ .doc_id = e->doc, .doc_version = 1, .kind = "random", .verb = "move", .from_state = "",
		.to_state = "done", .actor_id = BUYER, .lots = lot, .n_lots = lot ? 1 : 0, .changes = c, .n_changes = 2 * (size_t)e->n,
		.grown = g, .n_grown = (size_t)e->n }, &p);
	e->seq = p.seq;
	return err;
}

static enum err receive_something(struct world *w, struct model *m, struct made *e, int64_t today)
{
	int lot = m->n_lots, owner = any(m, OWNERS), per_owner = m->n_accounts / OWNERS;
	struct ledger_new_lot fresh = { .item_id = 7000 + any(m, 5), .lot_id = ctx_new_id(&w->cx), .batch = "R",
		.expiry_day = any(m, 3) ? today + any(m, 40) - 4 : 0 };

	m->n_lots++;
	m->lot_id[lot] = fresh.lot_id;
	m->expiry[lot] = fresh.expiry_day;
	*e = (struct made){ .n = 1, .lot = { lot }, .from = { owner * per_owner }, .to = { owner * per_owner + 1 + any(m, PLACES) * (2 + DOCS) },
		.qty = { 1 + seeded_below(&m->dice, 1000) } };
	assert_true(model_takes(m, e, today, false));
	return post_made(w, m, e, &fresh);
}

/* From one account to another, now and then more than there is or to another owner. */
static enum err move_something(struct world *w, struct model *m, struct made *e, int64_t today, bool *ret_expected)
{
	*e = (struct made){ .n = 1 + any(m, 4) };
	for (int i = 0; i < e->n; i++) {
		int per_owner = m->n_accounts / OWNERS, owner = any(m, OWNERS) * per_owner;
		int64_t there;

		e->lot[i] = any(m, m->n_lots);
		for (int tries = 0; tries < 25; tries++) {
			e->from[i] = owner + 1 + any(m, per_owner - 1);
			if (m->qty[e->from[i]][e->lot[i]])
				break;
			owner = any(m, OWNERS) * per_owner;
			e->lot[i] = any(m, m->n_lots);
		}
		e->to[i] = (any(m, 60) ? owner : any(m, OWNERS) * per_owner) + 1 + any(m, per_owner - 1);
		there = m->qty[e->from[i]][e->lot[i]];
		e->qty[i] = 1 + seeded_below(&m->dice, any(m, 20) ? (there > 3 ? there / 2 : there ? there : 1) : there + 2);
		while (e->to[i] == e->from[i])
			e->to[i] = owner + 1 + any(m, per_owner - 1);
	}
	*ret_expected = model_takes(m, e, today, false);
	return post_made(w, m, e, NULL);
}

static enum err take_back(struct world *w, struct model *m, struct made *e, struct made *old, bool *ret_expected)
{
	struct ledger_posted p;
	enum err err;

	*e = (struct made){ .n = old->n, .is_reversal = true };
	for (int i = 0; i < old->n; i++) {
		e->lot[i] = old->lot[old->n - 1 - i];
		e->from[i] = old->to[old->n - 1 - i];
		e->to[i] = old->from[old->n - 1 - i];
		e->qty[i] = old->qty[old->n - 1 - i];
	}
	*ret_expected = !old->reversed && !old->is_reversal && model_takes(m, e, 0, true);
	err = ledger_reverse(&w->cx, &(struct ledger_reversal){ .seq = old->seq, .doc_id = old->doc, .doc_version = 2, .actor_id = BUYER, .verb = "undo",
		.from_state = "done", .to_state = "undone" }, &p);
	if (!err) {
		e->seq = p.seq;
		e->doc = old->doc;
		old->reversed = true;
	}
	return err;
}

/* The kernel's order of one line's postings is from, to; of merged ones too, since every line is its own. */
static void one_command(struct world *w, struct model *m)
{
	int64_t today = civil_day_of(w->cx.now_ms);
	struct made e, *old = NULL;
	bool expected = true;
	enum err err;

	w->cx.now_ms += 1000 * any(m, 200);
	today = civil_day_of(w->cx.now_ms);
	assert_int_equal(store_savepoint(&w->cx), ERR_OK);
	if (m->n_lots < 12 || (m->n_lots < LOTS_MAX && !any(m, 60)))
		err = receive_something(w, m, &e, today);
	else if (m->n_made > 40 && !any(m, 12))
		err = take_back(w, m, &e, old = &m->made[m->n_made - 1 - (size_t)any(m, 40)], &expected);
	else
		err = move_something(w, m, &e, today, &expected);
	if ((err == ERR_OK) != expected)
		print_error("command %lld: model %s, ledger %s\n", (long long)(m->taken + m->refused), expected ? "takes" : "refuses",
			    err ? w->cx.fault.en : "takes");
	assert_int_equal(err == ERR_OK, expected);
	if (err) {
		store_undo(&w->cx);
		m->refused++;
		return;
	}
	assert_int_equal(store_release(&w->cx), ERR_OK);
	m->taken++;
	m->postings += 2 * e.n;
	m->seq = e.seq;
	m->made[m->n_made++] = e;
}

static void compare(struct world *w, struct model *m)
{
	for (int a = 0; a < m->n_accounts; a++)
		for (int l = 0; l < m->n_lots; l += 1 + any(m, 9)) {
			int64_t qty;

			assert_int_equal(ledger_balance(&w->cx, &m->accounts[a].key, m->lot_id[l], 0, &qty), ERR_OK);
			assert_int_equal(qty, m->qty[a][l]);
		}
}

static void remember(struct model *m, int i)
{
	m->past[i].seq = m->seq;
	m->past[i].lot = any(m, m->n_lots);
	for (int a = 0; a < m->n_accounts; a++)
		m->past[i].qty[a] = m->qty[a][m->past[i].lot];
}

static void compare_past(struct world *w, struct model *m, int n)
{
	for (int i = 0; i < n; i++)
		for (int a = 0; a < m->n_accounts; a++) {
			int64_t qty;

			assert_int_equal(ledger_balance(&w->cx, &m->accounts[a].key, m->lot_id[m->past[i].lot], m->past[i].seq, &qty), ERR_OK);
			assert_int_equal(qty, m->past[i].qty[a]);
		}
}

/* The whole district, read posting by posting, is what its places are, each asked balance by balance. */
static void compare_movements(struct world *w, struct model *m)
{
	enum { STRETCHES = 12, ROWS = 100000 };
	struct ledger_movements_of_place_row *one = NULL;
	struct ledger_movement *all;
	size_t n, n_one;

	for (int i = 0; i < STRETCHES; i++) {
		const int64_t from = seeded_below(&m->dice, m->taken + 1), to = i % 3 ? from + seeded_below(&m->dice, m->taken + 1 - from) : from;

		assert_int_equal(ledger_movements(&w->cx, &(struct movement_span){ from, to, 1, 0 }, ROWS, &all, &n), ERR_OK);
		assert_true(n || from < 100);
		for (size_t at = 0; at < n; at += n_one) {
			assert_int_equal(ledger_movements_of_place(&w->cx, (struct ledger_movements_of_place_in){ w->cx.district_id, all[at].place_id, from, to, ROWS },
								   &one, &n_one, ROWS), ERR_OK);
			assert_true(n_one > 0 && at + n_one <= n && (at + n_one == n || all[at + n_one].place_id != all[at].place_id));
			for (size_t k = 0; k < n_one; k++) {
				const struct ledger_movement *a = &all[at + k];
				const struct ledger_movements_of_place_row *b = &one[k];

				assert_true(a->place_id == b->place_id && a->item_id == b->item_id && a->lot_id == b->lot_id && a->owner_id == b->owner_id
					    && a->fund_id == b->fund_id && a->expiry_day == b->expiry_day && a->made_day == b->made_day && !strcmp(a->batch, b->batch)
					    && a->cost_fen == b->cost_fen && a->cost_units == b->cost_units);
				assert_int_equal(a->opening, b->opening);
				assert_int_equal(a->received, b->received);
				assert_int_equal(a->issued, b->issued);
				assert_int_equal(a->closing, b->closing);
			}
		}
		arena_reset(&w->cx.mem);
	}
}

static void same_rows(const struct ledger_movement *a, size_t n, const struct ledger_movement *b, size_t n_b)
{
	assert_int_equal(n, n_b);
	for (size_t i = 0; i < n; i++) {
		assert_true(a[i].place_id == b[i].place_id && a[i].item_id == b[i].item_id && a[i].lot_id == b[i].lot_id && a[i].owner_id == b[i].owner_id
			    && a[i].fund_id == b[i].fund_id);
		assert_int_equal(a[i].opening, b[i].opening);
		assert_int_equal(a[i].received, b[i].received);
		assert_int_equal(a[i].issued, b[i].issued);
		assert_int_equal(a[i].closing, b[i].closing);
	}
}

/* Stretches of days read from the sums, as far as they stand, are what their postings say. */
static void compare_days(struct world *w, struct model *m, int stretches)
{
	enum { ROWS = 100000 };
	const int64_t first = civil_day_of(NOON), last = civil_day_of(w->cx.now_ms);
	struct ledger_movement *fast, *slow;
	size_t n, n_slow;

	for (int i = 0; i < stretches; i++) {
		const int64_t from = first - 1 + seeded_below(&m->dice, last - first + 2), to = i % 3 ? from + seeded_below(&m->dice, last + 2 - from) : from;
		struct movement_span postings = { 0, 0, 1, 0 };

		assert_int_equal(ledger_seq_at(&w->cx, from * DAY_MS - CHINA_OFFSET_MS - 1, &postings.from_seq), ERR_OK);
		assert_int_equal(ledger_seq_at(&w->cx, (to + 1) * DAY_MS - CHINA_OFFSET_MS - 1, &postings.to_seq), ERR_OK);
		assert_int_equal(ledger_day_movements(&w->cx, 0, from, to, ROWS, &fast, &n), ERR_OK);
		assert_int_equal(ledger_movements(&w->cx, &postings, ROWS, &slow, &n_slow), ERR_OK);
		same_rows(fast, n, slow, n_slow);
		arena_reset(&w->cx.mem);
	}
}

static void keep_one_day(struct ctx *cx)
{
	struct ledger_day_sums sums;

	assert_int_equal(store_begin(cx), ERR_OK);
	assert_int_equal(ledger_day_sums_next(cx, &sums), ERR_OK);
	if (sums.day)
		assert_int_equal(ledger_day_sums_keep(cx, &sums), ERR_OK);
	assert_int_equal(store_commit(cx), ERR_OK);
}

/* Runs until so many postings are made; the last hash goes to `hash`. */
static void run_random(struct world *w, uint64_t seed, int64_t postings, char hash[SHA256_HEX])
{
	struct model *m = calloc(1, sizeof *m);
	int remembered = 0, batch = 0;
	struct ledger_head head;

	m->dice.state = seed;
	m->next_doc = 100000;
	m->made = calloc((size_t)postings + 10, sizeof *m->made);
	make_accounts(m);
	while (m->postings < postings) {
		if (!batch++)
			assert_int_equal(store_begin(&w->cx), ERR_OK);
		one_command(w, m);
		if (batch == 64) {
			batch = 0;
			assert_int_equal(store_commit(&w->cx), ERR_OK);
			arena_reset(&w->cx.mem);
		}
		if (remembered < PAST && m->postings * PAST > postings * remembered)
			remember(m, remembered++);
	}
	if (batch)
		assert_int_equal(store_commit(&w->cx), ERR_OK);
	compare(w, m);
	compare_past(w, m, remembered);
	compare_movements(w, m);
	keep_one_day(&w->cx);
	keep_one_day(&w->cx);
	compare_days(w, m, 6);
	sum_days(&w->cx);
	compare_days(w, m, 12);
	assert_int_equal(ledger_head(&w->cx, &head), ERR_OK);
	assert_int_equal(head.seq, m->taken);
	memcpy(hash, head.hash, SHA256_HEX);
	print_message("# %lld entries, %lld postings, %lld refused, head %.16s\n", (long long)m->taken, (long long)m->postings, (long long)m->refused, hash);
	free(m->made);
	free(m);
}

static void X3_ledger_agrees_with_a_plain_model(void **state)
{
	const char *soak = getenv("SOAK");
	char hash[SHA256_HEX];
	struct world w;

	(void)state;
	world_open(&w);
	run_random(&w, 20261121, soak && *soak == '1' ? 2000000 : 100000, hash);
	world_close(&w);
}

static void end_world(struct ctx *cx)
{
	struct verify_result r;

	assert_int_equal(store_begin(cx), ERR_OK);
	assert_int_equal(verify_run(cx, &(struct verify_options){ .journal_only = true }, &r), ERR_OK);
	for (size_t i = 0; i < r.n_findings; i++)
		print_message("%s:%s:%s: %s\n", r.findings[i].table, r.findings[i].id, r.findings[i].column, r.findings[i].en);
	assert_int_equal(r.n_findings, 0);
	store_rollback(cx);
}

static char head_of_first_store[SHA256_HEX];

static void same_history(struct ctx *cx)
{
	struct world *w = calloc(1, sizeof *w);
	char hash[SHA256_HEX];

	w->cx = *cx;
	run_random(w, 7, 6000, hash);
	*cx = w->cx;
	free(w);
	if (*head_of_first_store)
		assert_string_equal(hash, head_of_first_store);
	memcpy(head_of_first_store, hash, SHA256_HEX);
	end_world(cx);
}

static void I7_the_same_history_ends_in_the_same_hash_on_both_stores(void **state)
{
	(void)state;
	for_each_store(same_history);
}

/* ---- faults ---- */

static void a_step_is_whole_or_nothing_whatever_breaks(void **state)
{
	enum err e = ERR_BROKEN;
	int n = 0;

	(void)state;
	while (e != ERR_OK) {
		struct ledger_head before, after;
		struct world w;
		int64_t lot;

		world_open(&w);
		lot = receive(&w, 100, SHED, RICE, 50, 0);
		assert_int_equal(ledger_head(&w.cx, &before), ERR_OK);
		store_fault_countdown = ++n;
		e = move(&w, 101, store_of(SHED), store_of(HALL), lot, 20);
		store_fault_countdown = 0;
		assert_true(e == ERR_OK || e == ERR_BROKEN);
		assert_int_equal(balance(&w, store_of(SHED), lot), e ? 50 : 30);
		assert_int_equal(ledger_head(&w.cx, &after), ERR_OK);
		assert_int_equal(after.seq, e ? 1 : 2);
		if (e) {
			assert_string_equal(before.hash, after.hash);
			assert_int_equal(move(&w, 101, store_of(SHED), store_of(HALL), lot, 20), ERR_OK);
		}
		world_close(&w);
	}
	assert_true(n > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(X3_ledger_agrees_with_a_plain_model),
		cmocka_unit_test(I7_the_same_history_ends_in_the_same_hash_on_both_stores),
		cmocka_unit_test(a_step_is_whole_or_nothing_whatever_breaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
