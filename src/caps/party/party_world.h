/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PARTY_WORLD_H
#define CAPS_PARTY_WORLD_H
/* What the tests of audit, place, party and item share: a small district with
 * a clock and a seeded chance, and accounts made by a line.  Tests only. */
#include "both_stores.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "caps/place/place.h"

static const struct actor the_system = { .account_id = ACCOUNT_SYSTEM, .name = "系统" };

/* 330114 > (A 330114001 > A1 330114001001 > unit CLINIC, warehouse WA), (B 330114002 > B1, warehouse WB) */
struct small_district { int64_t root, a, a1, b, b1, clinic, wa, wb; };

enum { WORLD_SEED = 7 };
static uint64_t chance_state = WORLD_SEED;       /* set anew by open_district: the same on either store */

static inline void seeded_random(void *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		chance_state = chance_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		((unsigned char *)bytes)[i] = (unsigned char)(chance_state >> 56);
	}
}

#define must(call) do { \
	enum err must_err_ = (call); \
	if (must_err_) \
		print_error("%s:%d %s: %s\n", __FILE__, __LINE__, cx->fault.field, cx->fault.en); \
	assert_int_equal(must_err_, ERR_OK); \
} while (0)

/* The call is refused with that code and nothing stays of it. */
#define refused(code, call) do { \
	must(store_savepoint(cx)); \
	enum err refused_err_ = (call); \
	store_undo(cx); \
	if (refused_err_ != (code)) \
		print_error("%s:%d %s: %s\n", __FILE__, __LINE__, cx->fault.field, cx->fault.en); \
	assert_int_equal(refused_err_, (code)); \
	assert_true(cx->fault.zh[0] && cx->fault.en[0]); \
} while (0)

static inline int64_t new_place(struct ctx *cx, enum place_kind kind, const char *code, const char *name, int64_t parent)
{
	struct place_facts facts = { .kind = kind, .code = code, .name = name, .parent_id = parent,
		.storage = kind == PLACE_WAREHOUSE ? STORAGE_AMBIENT : 0, .unit_kind = kind == PLACE_UNIT ? "clinic" : NULL };
	int64_t place_id = 0;

	must(place_create(cx, &facts, &place_id));
	return place_id;
}

static inline struct small_district open_district(struct ctx *cx)
{
	struct small_district d;

	chance_state = WORLD_SEED;
	cx->actor = &the_system;
	cx->random = seeded_random;
	cx->address = "192.0.2.77";
	must(store_begin(cx));
	must(party_prepare(cx));
	d.root = new_place(cx, PLACE_DISTRICT, "330114000000", "钱塘区", 0);
	d.a = new_place(cx, PLACE_SUBDISTRICT, "330114001000", "甲街道", d.root);
	d.a1 = new_place(cx, PLACE_COMMUNITY, "330114001001", "甲一社区", d.a);
	d.b = new_place(cx, PLACE_SUBDISTRICT, "330114002000", "乙街道", d.root);
	d.b1 = new_place(cx, PLACE_COMMUNITY, "330114002001", "乙一社区", d.b);
	d.clinic = new_place(cx, PLACE_UNIT, "U1", "甲一卫生站", d.a1);
	d.wa = new_place(cx, PLACE_WAREHOUSE, "WA", "甲仓", d.a);
	d.wb = new_place(cx, PLACE_WAREHOUSE, "WB", "乙仓", d.b);
	return d;
}

static inline void close_district(struct ctx *cx)
{
	must(store_commit(cx));
}

/* An account with a role on a place, and the actor it is. */
static inline struct actor *new_actor(struct ctx *cx, const char *login, const char *role, int64_t place_id)
{
	struct actor *actor = arena_new(&cx->mem, sizeof *actor);
	const struct actor *before = cx->actor;
	struct party_account_made made;

	cx->actor = &the_system;
	must(party_account_create(cx, &(struct party_account_new){ .login = login, .name = login, .role = role,
		.place_id = place_id, .kind = PARTY_PERSON }, &made));
	must(party_actor(cx, made.account_id, actor));
	cx->actor = before;
	return actor;
}
#endif
