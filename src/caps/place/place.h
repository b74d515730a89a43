/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLACE_H
#define CAPS_PLACE_H
#include "base/ctx.h"

/* Places: the tree that every scope, stock and request hangs on.
 *
 * Areas (district > subdistrict > community) carry 12-digit division codes
 * (GB/T 2260 with the statistics digits, standards.md 1.2): a parent's code is
 * the child's prefix padded with zeros.  Below any of them hang facilities
 * (warehouses) and units (users of goods), with codes of their own choosing;
 * units and warehouses may hang below units too.  For households (caps/grid): a
 * grid below a subdistrict or community, buildings below a grid, stations below
 * a subdistrict, community or grid, shops below any area; nothing hangs below
 * a building, a station or a shop.  One district per data file; its
 * number is its six-digit code, so that its path is known everywhere (ctx_root).
 *
 * A place's path is the numbers of its ancestors and itself, "/1/7/"; it never
 * changes, so that scopes and old documents stay true: a place that moves is
 * ended (valid_to) and names its successor.  Nothing is deleted.
 *
 * A contact is a role and an office line, never a person's name or mobile
 * number: people live in caps/party. */
enum place_kind { PLACE_ANY, PLACE_DISTRICT, PLACE_SUBDISTRICT, PLACE_COMMUNITY, PLACE_WAREHOUSE, PLACE_UNIT,
		  PLACE_GRID, PLACE_BUILDING, PLACE_STATION, PLACE_SHOP, PLACE_KINDS };
extern const char *const place_kind_words[];     /* "any", "district", ... NULL: for WORD fields */

enum { PLACE_DEPTH_MAX = 12, PLACE_BATCH_MAX = 500000 };

/* Storage classes as a set of bits, and as words: "ambient,cold". */
enum storage {
#define STORAGE(bit, name, word, zh, en) STORAGE_##name = 1 << (bit),
#include "caps/place/storage.def"
#undef STORAGE
};
must_check enum err storage_read(struct ctx *cx, const char *field, const char *words, int64_t *ret_set);
const char *storage_words(struct arena *mem, int64_t set);
const char *storage_zh(struct arena *mem, int64_t set);       /* "常温、冷藏" */

struct place {
	int64_t     place_id, parent_id;      /* parent 0: the district itself */
	int64_t     kind;                     /* enum place_kind */
	const char *code, *name, *path;
	const char *unit_kind;                /* of a unit: a kind of the plan, "clinic"; else "" */
	int64_t     has_point, lon_e7, lat_e7;  /* 1e-7 degrees, WGS-84 */
	int64_t     population;               /* 0: not given */
	int64_t     storage;                  /* of a warehouse: set of enum storage it accepts */
	const char *contact;                  /* "值班室 0571-00000000", may be "" */
	int64_t     valid_from, valid_to;     /* days; valid from the first, no longer on the last; 0: open */
	int64_t     successor_id;             /* 0: none */
	int64_t     version;
};

/* What a caller says of a new or changed place; NULL texts read as "". */
struct place_facts {
	const char *code, *name, *unit_kind, *contact;
	int64_t     kind, parent_id;
	int64_t     has_point, lon_e7, lat_e7, population, storage;
	int64_t     valid_from, valid_to, successor_id;
};

/* Needs PLACE_EDIT on the parent (on "/" for the district itself; for a building GRID_EDIT will do).  BAD_INPUT,
 * CONFLICT (code taken), NOT_FOUND (parent), BLOCKED (a kind that cannot hang there). */
must_check enum err place_create(struct ctx *cx, const struct place_facts *in, int64_t *ret_place_id);

/* Changes all but code, kind and parent (which must be sent unchanged or empty).
 * version 0 overwrites whatever is there; else STALE when someone was faster. */
must_check enum err place_update(struct ctx *cx, int64_t place_id, int64_t version, const struct place_facts *in);

/* Many at once for imports: parents may be in the same list, anywhere before
 * their children, and are named by code; `parent_code` NULL keeps facts.parent_id.
 * An existing code is updated when `replace`, else CONFLICT.  Whole or nothing;
 * a fault's field is "[row].name".  Looks scopes up once per parent. */
struct place_row { struct place_facts facts; const char *parent_code; };
must_check enum err place_create_many(struct ctx *cx, const struct place_row *rows, size_t n, bool replace,
				      int64_t *ret_created, int64_t *ret_changed);

/* All that can be wrong with the facts of a place, its parent known (NULL for
 * the district).  `row` is NO_ROW or the row of a list.  Writes and reads
 * nothing: previews of imports ask it. */
must_check enum err place_check(struct ctx *cx, int64_t row, const struct place_facts *in, const struct place *parent);

/* Plain look-ups, no scope: for rules that already know their place.  NOT_FOUND
 * names the number or code. */
must_check enum err place_get(struct ctx *cx, int64_t place_id, struct place *ret);
must_check enum err place_by_code(struct ctx *cx, const char *code, struct place *ret);
must_check enum err place_path(struct ctx *cx, int64_t place_id, const char **ret);
must_check enum err place_root(struct ctx *cx, struct place *ret);          /* the district */

/* The same with the scope checked: the actor holds `perm` there.  Who may not
 * even see the place gets NOT_FOUND, who may see it FORBIDDEN. */
must_check enum err place_need(struct ctx *cx, enum perm perm, int64_t place_id, struct place *ret);

/* Fails BLOCKED when the place is not in use on the day. */
must_check enum err place_open_on(struct ctx *cx, const struct place *place, int64_t day);

/* Its own point or the nearest ancestor's; BAD_STATE names the place without any. */
struct place_point { int64_t lon_e7, lat_e7, from_place_id; };
must_check enum err place_point(struct ctx *cx, int64_t place_id, struct place_point *ret);

/* The ancestor (or itself) of that kind; NOT_FOUND when there is none. */
must_check enum err place_ancestor(struct ctx *cx, int64_t place_id, enum place_kind kind, struct place *ret);

/* What the actor may see (PLACE_READ), ordered by code, keyset: `after` is the
 * last code of the page before, NULL for the first. */
struct place_filter {
	int64_t     under_id;        /* this place and all below; 0: all */
	int64_t     parent_id;       /* direct children; 0: any depth */
	int64_t     kind;            /* PLACE_ANY: all */
	const char *unit_kind;       /* NULL or "": all */
	const char *search;          /* part of name or beginning of code; NULL or "": all */
	int64_t     open_on;         /* in use on this day; 0: all */
	bool        no_point;        /* only those that have no coordinates yet; buildings stand where their grid does */
	const char *after;
	int64_t     limit;           /* 1..200 (exports: up to PLACE_BATCH_MAX) */
};
must_check enum err place_list(struct ctx *cx, const struct place_filter *filter, struct place **ret, size_t *ret_n);

/* The number to dial in a contact ("值班室 0571-00000000" -> "0571-00000000"); "" when there is none. */
const char *place_dial(struct arena *mem, const char *contact);

/* 12 digits; the level by its zeros; and the code its parent must have. */
bool place_area_code(const char *code, enum place_kind *ret_kind, char ret_parent[static 13]);
#endif
