/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "file/road_part.h"
#include "file/table.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DECIMETRES_MAX = 100000000, NODE_NAME_MAX = 64, COLUMN_NONE = -1 };

enum column { NODE_ID, NODE_LON, NODE_LAT, FROM, TO, FROM_LON, FROM_LAT, TO_LON, TO_LAT, METRES, SECONDS, KMH, ONE_WAY, COLUMNS };
static const char *const headings[COLUMNS][8] = {
	[NODE_ID] = { "编号", "节点", "节点编号", "id", "node", "node_id" },
	[NODE_LON] = { "经度", "lon", "lng", "longitude", "x" },
	[NODE_LAT] = { "纬度", "lat", "latitude", "y" },
	[FROM] = { "起点", "起点编号", "起点编码", "from", "from_code", "source", "u" },
	[TO] = { "终点", "终点编号", "终点编码", "to", "to_code", "target", "v" },
	[FROM_LON] = { "起点经度", "from_lon", "from_lng", "x1" },
	[FROM_LAT] = { "起点纬度", "from_lat", "y1" },
	[TO_LON] = { "终点经度", "to_lon", "to_lng", "x2" },
	[TO_LAT] = { "终点纬度", "to_lat", "y2" },
	[METRES] = { "米", "长度", "里程", "距离", "metres", "meters", "length", "distance" },
	[SECONDS] = { "秒", "用时", "seconds", "duration", "time" },
	[KMH] = { "时速", "限速", "车速", "kmh", "speed", "maxspeed" },
	[ONE_WAY] = { "单行", "单向", "单行道", "oneway", "one_way" },
};

struct sheet_in { struct road_build *b; struct table table; int at[COLUMNS]; };

/* The heading without blanks and without what stands in brackets: "长度（米）" is 长度. */
static void plain_heading(const char *text, char room[static 64])
{
	size_t n = 0;

	for (; *text && *text != '(' && strncmp(text, "（", 3) != 0 && n < 63; text++)
		if (*text != ' ' && *text != '\t')
			room[n++] = *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text;
	room[n] = '\0';
}

static void find_columns(struct sheet_in *s)
{
	for (int c = 0; c < COLUMNS; c++)
		s->at[c] = COLUMN_NONE;
	for (size_t i = 0; s->table.n_rows && i < table_width(&s->table, 0); i++) {
		char heading[64];

		plain_heading(table_cell(&s->table, 0, i), heading);
		for (int c = 0; c < COLUMNS; c++)
			for (size_t k = 0; k < 8 && headings[c][k]; k++)
				if (s->at[c] == COLUMN_NONE && strcmp(heading, headings[c][k]) == 0)
					s->at[c] = (int)i;
	}
}

static const char *cell(const struct sheet_in *s, size_t row, enum column c)
{
	const char *text = s->at[c] == COLUMN_NONE ? "" : table_cell(&s->table, row, (size_t)s->at[c]);

	while (*text == ' ')
		text++;
	return text;
}

static enum err bad_cell(const struct sheet_in *s, size_t row, enum column c, const char *zh, const char *en)
{
	char letters[TABLE_LETTERS] = "";

	if (s->at[c] != COLUMN_NONE)
		table_column_letters((size_t)s->at[c], letters);
	return fail(s->b->cx, ERR_BAD_INPUT, s->b->name, "%s%zu “%.40s”：%s%.0s", "%s%zu '%.40s': %.0s%s", letters, table_sheet_row(&s->table, row), cell(s, row, c), zh, en);
}

/* A number in a range, times a scale, rounded; an empty cell is -1 when it may be. */
static enum err number(const struct sheet_in *s, size_t row, enum column c, double least, double most, double scale, bool optional, int64_t *ret)
{
	const char *text = cell(s, row, c);
	char *end;
	double value;

	*ret = -1;
	if (!*text && optional)
		return ERR_OK;
	value = strtod(text, &end);
	while (*end == ' ')
		end++;
	if (end == text || *end || !(value >= least && value <= most))
		return bad_cell(s, row, c, "不是合适的数", "is no number that can stand here");
	*ret = llround(value * scale);
	return ERR_OK;
}

static enum err point(const struct sheet_in *s, size_t row, enum column lon, enum column lat, struct road_file_node *ret)
{
	int64_t x, y;

	TRY(number(s, row, lon, -180, 180, 1e7, false, &x));
	TRY(number(s, row, lat, -90, 90, 1e7, false, &y));
	*ret = (struct road_file_node){ (int32_t)x, (int32_t)y };
	return ERR_OK;
}

static bool is_one_way(const char *text)
{
	static const char *const words[] = { "是", "1", "yes", "true", "y", "单行", "单向", "√" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

static enum err link_row(const struct sheet_in *s, size_t row, uint32_t from, uint32_t to)
{
	const struct road_file_node *nodes = s->b->out->nodes;
	int64_t decimetres, ms, kmh, least;

	TRY(number(s, row, METRES, 0, DECIMETRES_MAX / 10, 10, true, &decimetres));
	TRY(number(s, row, SECONDS, 0, ROAD_FILE_DAY_MS / 1000, 1000, true, &ms));
	TRY(number(s, row, KMH, 1, ROAD_FILE_KMH_MAX, 1, true, &kmh));
	if (decimetres < 0)
		decimetres = road_decimetres_between(&nodes[from], &nodes[to]);
	least = road_ms_of(decimetres, ROAD_FILE_KMH_MAX);
	if (ms >= 0 && ms < least)
		return bad_cell(s, row, SECONDS, "比时速 200 公里还快，请检查长度和用时", "is faster than 200 km/h; check length and time");
	if (ms < 0)
		ms = road_ms_of(decimetres, kmh > 0 ? kmh : ROAD_FILE_KMH);
	if (ms > ROAD_FILE_DAY_MS)
		return bad_cell(s, row, METRES, "这一段要走一天以上，请检查", "takes more than a day; check it");
	return road_build_street(s->b, from, to, decimetres, ms, is_one_way(cell(s, row, ONE_WAY)));
}

static enum err read_nodes(struct sheet_in *s, struct map *by_name)
{
	for (size_t row = 1; row < s->table.n_rows; row++) {
		const char *id = cell(s, row, NODE_ID);
		struct road_file_node node;
		uint32_t at;
		int64_t seen;

		if (!*id || strlen(id) > NODE_NAME_MAX)
			return bad_cell(s, row, NODE_ID, "节点要有编号", "a node needs a number");
		if (map_get(by_name, id, &seen))
			return bad_cell(s, row, NODE_ID, "这个编号出现了两次", "this number stands there twice");
		TRY(point(s, row, NODE_LON, NODE_LAT, &node));
		TRY(road_build_node(s->b, node, &at));
		map_put(by_name, id, at);
	}
	return ERR_OK;
}

static enum err read_links(struct sheet_in *s, const struct map *by_name)
{
	for (size_t row = 1; row < s->table.n_rows; row++) {
		int64_t from, to;

		if (!map_get(by_name, cell(s, row, FROM), &from))
			return bad_cell(s, row, FROM, "节点表里没有这个起点", "is not among the nodes");
		if (!map_get(by_name, cell(s, row, TO), &to))
			return bad_cell(s, row, TO, "节点表里没有这个终点", "is not among the nodes");
		TRY(link_row(s, row, (uint32_t)from, (uint32_t)to));
	}
	return ERR_OK;
}

/* The node at these coordinates, new or seen before. */
static enum err node_at(struct sheet_in *s, struct map *by_point, struct road_file_node at, uint32_t *ret)
{
	const char *key = arena_print(&s->b->cx->mem, "%d,%d", at.lon_e7, at.lat_e7);
	int64_t seen;

	if (map_get(by_point, key, &seen)) {
		*ret = (uint32_t)seen;
		return ERR_OK;
	}
	TRY(road_build_node(s->b, at, ret));
	map_put(by_point, key, *ret);
	return ERR_OK;
}

static enum err read_streets(struct sheet_in *s)
{
	struct map by_point = MAP(&s->b->cx->mem);

	for (size_t row = 1; row < s->table.n_rows; row++) {
		struct road_file_node a, b;
		uint32_t from, to;

		TRY(point(s, row, FROM_LON, FROM_LAT, &a));
		TRY(point(s, row, TO_LON, TO_LAT, &b));
		TRY(node_at(s, &by_point, a, &from));
		TRY(node_at(s, &by_point, b, &to));
		TRY(link_row(s, row, from, to));
	}
	return ERR_OK;
}

static bool has(const struct sheet_in *s, enum column a, enum column b, enum column c)
{
	return s->at[a] != COLUMN_NONE && s->at[b] != COLUMN_NONE && s->at[c] != COLUMN_NONE;
}

/* Nodes without links are left out, so that nothing snaps to them. */
static void drop_lonely(struct road_build *b)
{
	struct road_file *f = b->out;
	uint32_t *number_of = arena_array(&b->cx->mem, uint32_t, f->n_nodes + 1), n = 0;

	for (size_t i = 0; i < f->n_links; i++)
		number_of[f->links[i].from] = number_of[f->links[i].to] = 1;
	for (size_t i = 0; i < f->n_nodes; i++)
		if (number_of[i]) {
			f->nodes[n] = f->nodes[i];
			number_of[i] = n++;
		}
	for (size_t i = 0; i < f->n_links; i++) {
		f->links[i].from = number_of[f->links[i].from];
		f->links[i].to = number_of[f->links[i].to];
	}
	f->n_nodes = n;
}

enum err road_csv_read(struct road_build *b, const struct road_text *texts, size_t n)
{
	struct sheet_in sheet, nodes = { .b = b }, links = { .b = b };
	struct map by_name = MAP(&b->cx->mem);
	bool any_nodes = false, any_links = false;
	const struct table_options options = { .bytes_max = TABLE_BYTES_MAX };

	for (size_t i = 0; i < n; i++) {
		sheet = (struct sheet_in){ .b = b };
		TRY(table_read(b->cx, texts[i].name, texts[i].bytes, texts[i].n, &options, &sheet.table));
		find_columns(&sheet);
		if (has(&sheet, FROM_LON, FROM_LAT, TO_LON) && sheet.at[TO_LAT] != COLUMN_NONE)
			return read_streets(&sheet);
		if (has(&sheet, NODE_ID, NODE_LON, NODE_LAT))
			nodes = sheet, any_nodes = true;
		else if (has(&sheet, FROM, TO, TO))
			links = sheet, any_links = true;
	}
	if (!any_nodes || !any_links)
		return fail(b->cx, ERR_BAD_INPUT, b->name, "要一个路段表（起点经度、起点纬度、终点经度、终点纬度、长度、时速、单行），或把节点表（编号、经度、纬度）和路段表（起点、终点）放进一个 zip",
			    "wanted: a table of links (from_lon, from_lat, to_lon, to_lat, metres, kmh, oneway), or a .zip with nodes (id, lon, lat) and links (from, to)");
	TRY(read_nodes(&nodes, &by_name));
	TRY(read_links(&links, &by_name));
	drop_lonely(b);
	return ERR_OK;
}

enum err road_table_read(struct ctx *cx, const char *name, const void *bytes, size_t n, struct road_table_row **ret, size_t *ret_n)
{
	struct road_build b = { .cx = cx, .name = name ? name : "" };
	struct sheet_in s = { .b = &b };

	TRY(table_read(cx, b.name, bytes, n, NULL, &s.table));
	find_columns(&s);
	if (!has(&s, FROM, TO, METRES) || s.at[SECONDS] == COLUMN_NONE)
		return fail(cx, ERR_BAD_INPUT, b.name, "行程表要有四列：起点、终点、米、秒", "a table of ways has four columns: from, to, metres, seconds");
	if (s.table.n_rows < 2)
		return fail(cx, ERR_BAD_INPUT, b.name, "表里没有行", "the table has no rows");
	if (s.table.n_rows - 1 > ROAD_TABLE_ROWS_MAX)
		return fail(cx, ERR_TOO_LARGE, b.name, "行程表超过 %d 行", "more than %d rows", (int)ROAD_TABLE_ROWS_MAX);
	*ret_n = s.table.n_rows - 1;
	*ret = arena_array(&cx->mem, struct road_table_row, *ret_n + 1);
	for (size_t row = 1; row < s.table.n_rows; row++) {
		struct road_table_row *r = &(*ret)[row - 1];
		int64_t metres, seconds;

		TRY(number(&s, row, METRES, 0, ROAD_TABLE_METRES_MAX, 1, false, &metres));
		TRY(number(&s, row, SECONDS, 0, ROAD_TABLE_SECONDS_MAX, 1, false, &seconds));
		*r = (struct road_table_row){ cell(&s, row, FROM), cell(&s, row, TO), (int32_t)metres, (int32_t)seconds, table_sheet_row(&s.table, row) };
		if (!*r->from || !*r->to)
			return bad_cell(&s, row, *r->from ? TO : FROM, "缺地点编码", "the code of a place is missing");
	}
	return ERR_OK;
}
