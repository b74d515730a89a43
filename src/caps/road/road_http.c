/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "caps/road/road.h"
#include "http/op.h"

enum { UPLOAD_BYTES_MAX = 64 << 20, LIST_USUAL = 50, FAR_MAX = 200, PARTS_MAX = 20, COUNT_MAX = 1000000000, METRES_MAX = 100000000 };

struct road_upload_in { int64_t kind; const char *name, *note; struct bytes body; };
struct road_id_in { int64_t source_id; };
struct road_list_in { int64_t before, limit; };
struct road_out {
	int64_t source_id, kind, version_no, nodes, links, main_nodes, west_e7, south_e7, east_e7, north_e7, bytes, uploaded, started, ended;
	const char *name, *form, *note, *uploaded_by, *started_by, *ended_by;
	bool in_force;
};
struct road_list_out { struct list items; int64_t next; };
struct road_setting_in { int64_t factor_percent, metres_a_minute, snap_metres, version; };
struct road_setting_out { int64_t factor_percent, metres_a_minute, snap_metres, version, set; const char *set_by; };
struct road_reach_out { int64_t parts, far, places; struct list loose, far_places; };
struct road_way_in { int64_t from_id, to_id; };
struct road_way_out { int64_t metres, seconds; bool no_way; const char *from, *to, *zh, *en; };
struct road_done { bool done; };

static SHAPE(road_upload_in,
	WORD(road_upload_in, kind, road_kind_words, "a road graph (CSV of links, .zip of nodes and links, .osm, .osm.gz), or a table of ways (from, to, metres, seconds)"),
	OPT_TEXT(road_upload_in, name, 0, 200, "the file's name"), OPT_TEXT(road_upload_in, note, 0, 200, "where it comes from"),
	BYTES(road_upload_in, body, 1, UPLOAD_BYTES_MAX, "the file"));
static SHAPE(road_id_in, ID(road_id_in, source_id, "which graph or table"));
static SHAPE(road_list_in, OPT_ID(road_list_in, before, "where the page before ended (its next)"), OPT_I64(road_list_in, limit, 1, ROAD_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(road_out,
	ID(road_out, source_id, "number"), WORD(road_out, kind, road_kind_words, "what it is"), I64(road_out, version_no, 1, COUNT_MAX, "its version, by kind"),
	TEXT(road_out, name, 0, 200, "the file's name"), TEXT(road_out, form, 0, 10, "csv, osm"), TEXT(road_out, note, 0, 200, "where it comes from"),
	I64(road_out, nodes, 0, COUNT_MAX, "nodes; of a table places"), I64(road_out, links, 0, COUNT_MAX, "links, each one way; of a table pairs"),
	I64(road_out, main_nodes, 0, COUNT_MAX, "nodes of the part in which all reach each other"), I64(road_out, west_e7, -1800000000, 1800000000, "extent, 1e-7 degrees"),
	I64(road_out, south_e7, -900000000, 900000000, "extent"), I64(road_out, east_e7, -1800000000, 1800000000, "extent"),
	I64(road_out, north_e7, -900000000, 900000000, "extent"), I64(road_out, bytes, 0, COUNT_MAX, "as it is stored"),
	BOOL(road_out, in_force, "trips are reckoned by it"), TIME(road_out, uploaded, "when"), TEXT(road_out, uploaded_by, 0, 200, "by whom"),
	OPT_TIME(road_out, started, "last put in force"), OPT_TEXT(road_out, started_by, 0, 200, "by whom"), OPT_TIME(road_out, ended, "last taken out of force"),
	OPT_TEXT(road_out, ended_by, 0, 200, "by whom"));
static SHAPE(road_list_out, LIST(road_list_out, items, &road_out_shape, 0, ROAD_LIST_MAX, "newest first"), OPT_ID(road_list_out, next, "send as before"));
#define SETTING(type) \
	I64(type, factor_percent, 100, 400, "way for a hundred metres of the straight line, where no road is known"), \
	I64(type, metres_a_minute, 50, 2000, "speed on such a way"), I64(type, snap_metres, 50, 5000, "a place farther from the nearest road goes by the straight line")
static SHAPE(road_setting_in, SETTING(road_setting_in), I64(road_setting_in, version, 0, INT64_MAX, "the version that was seen; 0: never set"));
static SHAPE(road_setting_out, SETTING(road_setting_out), I64(road_setting_out, version, 0, INT64_MAX, "its version; 0: as delivered"),
	OPT_TIME(road_setting_out, set, "when it was set"), OPT_TEXT(road_setting_out, set_by, 0, 200, "by whom"));
static const struct shape road_loose_shape = { "road_loose", sizeof(struct road_part), (const struct field[]){
	I64(road_part, nodes, 1, COUNT_MAX, "nodes of it"), I64(road_part, lon_e7, -1800000000, 1800000000, "one of them"),
	I64(road_part, lat_e7, -900000000, 900000000, "one of them"), { 0 } } };
static const struct shape road_far_shape = { "road_far", sizeof(struct road_far_place), (const struct field[]){
	ID(road_far_place, place_id, "the place"), WORD(road_far_place, kind, place_kind_words, "what it is"), TEXT(road_far_place, code, 1, 40, "its code"),
	TEXT(road_far_place, name, 1, 100, "its name"), I64(road_far_place, metres, -1, METRES_MAX, "to the nearest road; -1: farther than 5 km"), { 0 } } };
static SHAPE(road_reach_out,
	I64(road_reach_out, parts, 0, COUNT_MAX, "parts of the graph that hang loose"), LIST(road_reach_out, loose, &road_loose_shape, 0, PARTS_MAX, "the largest of them"),
	I64(road_reach_out, far, 0, COUNT_MAX, "places it does not serve"), I64(road_reach_out, places, 0, COUNT_MAX, "places with coordinates that were looked at"),
	LIST(road_reach_out, far_places, &road_far_shape, 0, FAR_MAX, "the first of those it does not serve"));
static SHAPE(road_way_in, ID(road_way_in, from_id, "from this place"), ID(road_way_in, to_id, "to this place"));
static SHAPE(road_way_out,
	TEXT(road_way_out, from, 0, 200, "its name"), TEXT(road_way_out, to, 0, 200, "its name"), I64(road_way_out, metres, 0, METRES_MAX, "way"),
	I64(road_way_out, seconds, 0, METRES_MAX, "time"), BOOL(road_way_out, no_way, "the roads do not lead there"), TEXT(road_way_out, zh, 0, 200, "how it was reckoned, Chinese"),
	TEXT(road_way_out, en, 0, 200, "how it was reckoned, English"));
static SHAPE(road_done, BOOL(road_done, done, "it is done"));

static enum err out_of(struct ctx *cx, const struct road_source *s, struct road_out *ret)
{
	*ret = (struct road_out){ .source_id = s->source_id, .kind = s->kind, .version_no = s->version_no, .nodes = s->nodes, .links = s->links,
		.main_nodes = s->main_nodes, .west_e7 = s->west_e7, .south_e7 = s->south_e7, .east_e7 = s->east_e7, .north_e7 = s->north_e7, .bytes = s->bytes,
		.uploaded = s->uploaded_ms, .started = s->started_ms, .ended = s->ended_ms, .name = s->name, .form = s->form, .note = s->note,
		.in_force = s->started_ms && !s->ended_ms };
	TRY(party_account_name(cx, s->uploaded_by, &ret->uploaded_by));
	if (s->started_by)
		TRY(party_account_name(cx, s->started_by, &ret->started_by));
	return s->ended_by ? party_account_name(cx, s->ended_by, &ret->ended_by) : ERR_OK;
}

static enum err prepare_upload(struct ctx *cx, const void *input)
{
	const struct road_upload_in *in = input;
	struct road_work *work;

	TRY(road_upload_prepare(cx, (enum road_kind)in->kind, in->name, in->body, &work));
	cx->prepared = work;
	return ERR_OK;
}

static enum err run_upload(struct ctx *cx, const void *input, void *output)
{
	struct road_source s;

	TRY(road_upload_keep(cx, cx->prepared, ((const struct road_upload_in *)input)->note, &s));
	return out_of(cx, &s, output);
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct road_list_in *in = input;
	struct road_list_out *out = output;
	int64_t limit = in->limit ? in->limit : LIST_USUAL;
	struct road_source *rows;
	struct road_out *items;
	size_t n;

	TRY(road_source_list(cx, in->before, limit, &rows, &n));
	items = arena_array(&cx->mem, struct road_out, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(out_of(cx, &rows[i], &items[i]));
	out->items = (struct list){ items, n };
	out->next = (int64_t)n == limit ? rows[n - 1].source_id : 0;
	return ERR_OK;
}

static enum err answer_source(struct ctx *cx, int64_t source_id, void *output)
{
	struct road_source s;

	TRY(road_source_get(cx, source_id, &s));
	return out_of(cx, &s, output);
}

static enum err run_start(struct ctx *cx, const void *input, void *output)
{
	TRY(road_put_in_force(cx, ((const struct road_id_in *)input)->source_id));
	return answer_source(cx, ((const struct road_id_in *)input)->source_id, output);
}

static enum err run_end(struct ctx *cx, const void *input, void *output)
{
	TRY(road_end(cx, ((const struct road_id_in *)input)->source_id));
	return answer_source(cx, ((const struct road_id_in *)input)->source_id, output);
}

static enum err run_delete(struct ctx *cx, const void *input, void *output)
{
	((struct road_done *)output)->done = true;
	return road_delete(cx, ((const struct road_id_in *)input)->source_id);
}

static enum err run_reach(struct ctx *cx, const void *input, void *output)
{
	int64_t source_id = ((const struct road_id_in *)input)->source_id;
	struct road_reach_out *out = output;
	struct road_far_place *far;
	struct road_part *parts;
	size_t n_far, n_parts;

	TRY(road_parts_of(cx, source_id, &parts, &n_parts, &out->parts));
	TRY(road_far_places(cx, source_id, &far, &n_far, &out->far, &out->places));
	out->loose = (struct list){ parts, n_parts };
	out->far_places = (struct list){ far, n_far };
	return ERR_OK;
}

static enum err answer_setting(struct ctx *cx, struct road_setting_out *out)
{
	struct road_setting s;

	TRY(road_setting_get(cx, &s));
	*out = (struct road_setting_out){ s.factor_percent, s.metres_a_minute, s.snap_metres, s.version, s.set_ms, NULL };
	return s.set_by ? party_account_name(cx, s.set_by, &out->set_by) : ERR_OK;
}

static enum err run_setting(struct ctx *cx, const void *input, void *output)
{
	(void)input;
	return answer_setting(cx, output);
}

static enum err run_setting_set(struct ctx *cx, const void *input, void *output)
{
	const struct road_setting_in *in = input;

	TRY(road_setting_set(cx, &(struct road_setting){ .factor_percent = in->factor_percent, .metres_a_minute = in->metres_a_minute, .snap_metres = in->snap_metres,
		.version = in->version }));
	return answer_setting(cx, output);
}

static enum err point_of(struct ctx *cx, int64_t place_id, struct travel_point *ret, const char **ret_name)
{
	struct place_point point;
	struct place place;

	TRY(place_need(cx, PERM_PLACE_READ, place_id, &place));
	TRY(place_point(cx, place_id, &point));
	*ret = (struct travel_point){ place_id, point.lon_e7, point.lat_e7 };
	*ret_name = place.name;
	return ERR_OK;
}

static enum err run_way(struct ctx *cx, const void *input, void *output)
{
	const struct road_way_in *in = input;
	struct road_way_out *out = output;
	struct travel_point points[2];
	struct travel_how how;
	int32_t *metres, *seconds;

	TRY(point_of(cx, in->from_id, &points[0], &out->from));
	TRY(point_of(cx, in->to_id, &points[1], &out->to));
	TRY(travel_matrix(cx, points, 2, &metres, &seconds, &how));
	out->no_way = metres[1] == TRAVEL_NO_WAY;
	out->metres = out->no_way ? 0 : metres[1];
	out->seconds = out->no_way ? 0 : seconds[1];
	out->zh = how.zh;
	out->en = how.en;
	return ERR_OK;
}

extern const struct op road_ops[];
const struct op road_ops[] = {
	{ .method = "GET", .path = "/api/v1/roads", .name = "road_list", .zh = "路网和行程表", .en = "Road graphs and tables of ways", .perm = PERM_TRIP_READ,
	  .tx = TX_READ, .in = &road_list_in_shape, .out = &road_list_out_shape, .run = run_list },
	{ .method = "POST", .path = "/api/v1/roads", .name = "road_upload", .zh = "上传路网或行程表", .en = "Upload a road graph or a table of ways; not in force yet",
	  .perm = PERM_ROAD_EDIT, .tx = TX_WRITE, .in = &road_upload_in_shape, .out = &road_out_shape, .run = run_upload, .prepare = prepare_upload },
	{ .method = "POST", .path = "/api/v1/roads/{source_id}/start", .name = "road_start", .zh = "启用路网或行程表", .en = "Put a graph or table in force; ends the former one",
	  .perm = PERM_ROAD_EDIT, .tx = TX_WRITE, .in = &road_id_in_shape, .out = &road_out_shape, .run = run_start, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/roads/{source_id}/end", .name = "road_end", .zh = "停用路网或行程表", .en = "Take a graph or table out of force",
	  .perm = PERM_ROAD_EDIT, .tx = TX_WRITE, .in = &road_id_in_shape, .out = &road_out_shape, .run = run_end, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/roads/{source_id}/delete", .name = "road_delete", .zh = "删除没用过的路网或行程表", .en = "Delete a graph or table that never was in force",
	  .perm = PERM_ROAD_EDIT, .tx = TX_WRITE, .in = &road_id_in_shape, .out = &road_done_shape, .run = run_delete, .fails = { ERR_NOT_FOUND, ERR_BLOCKED } },
	{ .method = "GET", .path = "/api/v1/roads/{source_id}/reach", .name = "road_reach", .zh = "路网到不了的地方", .en = "Where a graph does not lead",
	  .perm = PERM_TRIP_READ, .tx = TX_READ, .in = &road_id_in_shape, .out = &road_reach_out_shape, .run = run_reach, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/road-setting", .name = "road_setting", .zh = "直线怎样折算路程", .en = "What the straight line is worth", .perm = PERM_TRIP_READ,
	  .tx = TX_READ, .out = &road_setting_out_shape, .run = run_setting },
	{ .method = "POST", .path = "/api/v1/road-setting", .name = "road_setting_set", .zh = "改直线折算", .en = "Set what the straight line is worth",
	  .perm = PERM_ROAD_EDIT, .tx = TX_WRITE, .in = &road_setting_in_shape, .out = &road_setting_out_shape, .run = run_setting_set, .fails = { ERR_STALE } },
	{ .method = "GET", .path = "/api/v1/road-way", .name = "road_way", .zh = "两地之间的路程", .en = "The way between two places", .perm = PERM_TRIP_READ,
	  .tx = TX_READ, .in = &road_way_in_shape, .out = &road_way_out_shape, .run = run_way, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ 0 },
};
