/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_GRID_H
#define CAPS_GRID_H
#include "base/ctx.h"
#include "caps/place/place.h"

/* Grids and households: who lives behind which door, who looks after them.
 *
 * A grid (网格) is a place (PLACE_GRID): one compound or village group.  Its
 * buildings are places below it; doors and households are rows here.  Everything
 * of a household has the scope of its building's path, so the right of a grid
 * worker or a building leader follows from the tree alone.
 *
 * Names and phones stand in a table of their own, leave it masked, and in full
 * only by household_reveal() (HOUSEHOLD_REVEAL, a reason, an audit entry) or
 * household_names(full), which is for labels and callers with a rule of their own.
 * A household is never deleted: it moves (status) or turns out to be another
 * (merged_into).  Source: S3.8, S5.5, D4.4, D5.2, D8.4; PIPL for the masking. */

/* Needs as a set of bits, as words "alone,elderly", as people say it "独居、老人". */
enum need {
#define NEED(bit, name, word, zh, en) NEED_##name = 1 << (bit),
#include "caps/grid/needs.def"
#undef NEED
};
must_check enum err needs_read(struct ctx *cx, const char *field, const char *words, int64_t *ret_set);
const char *needs_words(struct arena *mem, int64_t set);
const char *needs_zh(struct arena *mem, int64_t set);
/* Needs not everybody who may see a household may see: told only to who may reveal. */
enum { NEEDS_SENSITIVE = NEED_PSYCHIATRIC };

enum household_status { HOUSEHOLD_HERE = 1, HOUSEHOLD_AWAY, HOUSEHOLD_MOVED };
extern const char *const household_status_words[];       /* "any", "here", "away", "moved", NULL */

enum { HOUSEHOLD_PERSONS_MAX = 99, HOUSEHOLD_REMARK_MAX = 200, HOUSEHOLD_LIST_MAX = 500000 };

/* ---- Grids ---------------------------------------------------------------- */

struct grid_area {
	int64_t     grid_id;
	const char *name, *path;          /* of the place */
	const char *compound;             /* "幸福家园"; the place's name while nobody said otherwise */
	const char *area_kind;            /* a kind of the plan: town_compound, village; "" not said */
	const char *zone;                 /* a zone of the plan: control, static; "" free */
	int64_t     zone_ms;              /* since when */
	int64_t     station_id;           /* where goods arrive; 0: not named */
	const int64_t *shop_ids; size_t n_shops;      /* fixed enterprises */
	const char *vehicle;              /* "浙A·D1234（闭环）", may be "" */
	int64_t     worker_id;            /* account of the grid worker; 0: nobody */
	const char *worker;               /* its name, "" */
	int64_t     version;              /* 0: nobody described this grid yet */
};
/* The grid at or above a place; NOT_FOUND when there is none.  No right asked. */
must_check enum err grid_area_of(struct ctx *cx, int64_t place_id, struct grid_area *ret);
/* Of one grid only what rules ask, in one look: compound, area kind, zone, station, vehicle; no name, path, shops or worker. */
must_check enum err grid_rules_of(struct ctx *cx, int64_t grid_id, struct grid_area *ret);

/* ---- Households ------------------------------------------------------------- */

struct household {
	int64_t     household_id, building_id, grid_id, station_id;
	const char *building;             /* normal form of its name: "3" */
	const char *unit, *room;          /* normal form (door.h); unit may be "" */
	int64_t     floor;                /* 0: not known */
	int64_t     persons, needs, status;     /* persons 0: not known */
	int64_t     merged_into;          /* the household this one turned out to be; 0 */
	const char *door;                 /* "3-2-501" */
	const char *path;                 /* of the building's place */
	int64_t     sort;                 /* rank on the way through the grid, stairs walked */
	const char *remark;
	int64_t     version;
};

/* No right asked; NOT_FOUND names the number.  household_now follows merges. */
must_check enum err household_get(struct ctx *cx, int64_t household_id, struct household *ret);
must_check enum err household_now(struct ctx *cx, int64_t household_id, struct household *ret);
/* The actor holds `perm` on its building; who may not even see it gets NOT_FOUND. */
must_check enum err household_need(struct ctx *cx, enum perm perm, int64_t household_id, struct household *ret);

/* Households behind a door, in a grid or a building; the three texts in any
 * form people write.  Merged and moved ones are left out.  Without a unit all
 * units are looked at: n > 1 means ambiguous.  No right asked, no fault for 0. */
enum { HOUSEHOLD_FIND_MAX = 20 };
must_check enum err household_find(struct ctx *cx, int64_t place_id, const char *building, const char *unit, const char *room,
				   int64_t **ret_ids, size_t *ret_n);

/* What the actor may see (GRID_READ), building by building as stairs are walked. */
struct household_filter {
	int64_t     under_id;        /* a place: grid, building, community ...; 0: all */
	int64_t     status;          /* 0: here and away; else that one */
	int64_t     needs;           /* set: any of them; 0: all */
	bool        special;         /* only those with any need */
	const char *search;          /* part of a door, or of a name or phone (shown masked all the same) */
	int64_t     after_id;        /* last of the page before; 0: the first page */
	int64_t     limit;           /* 1 .. HOUSEHOLD_LIST_MAX */
};
must_check enum err household_list(struct ctx *cx, const struct household_filter *filter, struct household **ret, size_t *ret_n);

/* The contact of a household: masked (张**, 138****8000), or full.  "" when nobody is known.
 * full asks no right and writes no audit entry: the caller has both. */
struct household_names { const char *name, *phone; };
must_check enum err household_names(struct ctx *cx, int64_t household_id, bool full, struct household_names *ret);
/* Of many, in the order of the ids. */
must_check enum err household_names_many(struct ctx *cx, const int64_t *ids, size_t n, bool full, struct household_names **ret);

/* Whether a phone (whole, or its last four digits at least) is that of somebody of the household. */
must_check enum err household_phone_fits(struct ctx *cx, int64_t household_id, const char *digits, bool *ret);

/* "3号楼2单元501室" for labels and people; "1组12号" stays as it is said. */
const char *household_address(struct arena *mem, const struct household *h);

/* ---- Registering (roster.c) ------------------------------------------------- */

struct household_facts {
	int64_t     building_id;          /* or `building` below a grid */
	const char *unit, *room, *remark, *name, *phone;       /* name and phone of the contact; NULL leaves them */
	int64_t     persons, needs, status;                    /* status 0: here */
	bool        also;                 /* another household lives behind this door: register all the same */
};
/* GRID_EDIT on the building.  BAD_INPUT; CONFLICT when a household lives behind that door. */
must_check enum err household_create(struct ctx *cx, const struct household_facts *in, int64_t *ret_household_id);
/* Changes everything but the building; version 0 overwrites. */
must_check enum err household_update(struct ctx *cx, int64_t household_id, int64_t version, const struct household_facts *in);
#endif
