/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_ROAD_FILE_H
#define FILE_ROAD_FILE_H
#include "base/ctx.h"

/* Road networks as people have them: a CSV of links, with the coordinates of
 * their ends or, in a .zip, beside a CSV of nodes; or OpenStreetMap XML (.osm).
 * Each may be packed by gzip.  What it is is seen from the content.
 *
 * CSV headings, Chinese or English (docs/routing.md has the list):
 *   nodes  编号, 经度, 纬度
 *   links  起点, 终点 (numbers of nodes), or 起点经度, 起点纬度, 终点经度, 终点纬度;
 *          长度 (metres; left out: the straight line), 秒 or 时速 (left out: 30 km/h), 单行
 * OpenStreetMap: ways that cars may use, with the speed of their class or eight
 * tenths of `maxspeed`; one-way streets, roundabouts and access=no are kept to;
 * turn restrictions, barriers and ferries are not read.
 *
 * Links go one way, a street for both directions is two.  Times are
 * milliseconds, lengths decimetres, no link faster than 200 km/h.  Only nodes
 * that have links come out.  Errors: BAD_INPUT naming the line, TOO_LARGE. */
enum { ROAD_FILE_BYTES_MAX = 64 << 20, ROAD_FILE_UNPACKED_MAX = 1 << 30, ROAD_FILE_NODES_MAX = 500000, ROAD_FILE_LINKS_MAX = 2000000,
       ROAD_FILE_OSM_NODES_MAX = 4000000, ROAD_FILE_KMH_MAX = 200, ROAD_FILE_KMH = 30, ROAD_FILE_DAY_MS = 86400000 };

struct road_file_node { int32_t lon_e7, lat_e7; };
struct road_file_link { uint32_t from, to, ms, decimetres; };
struct road_file {
	const char            *form;             /* "csv", "osm" */
	size_t                 n_nodes, n_links;
	struct road_file_node *nodes;
	struct road_file_link *links;
	size_t                 n_ways, n_cut;    /* osm: ways cars may use; pieces whose node is not in the file */
};
must_check enum err road_file_read(struct ctx *cx, const char *name, const void *bytes, size_t n, struct road_file *ret);

/* A ready table of ways: 起点, 终点 (codes of places), 米, 秒 as rows of a CSV, .xlsx taken too. */
enum { ROAD_TABLE_ROWS_MAX = 1000000, ROAD_TABLE_METRES_MAX = 10000000, ROAD_TABLE_SECONDS_MAX = 1000000 };
struct road_table_row { const char *from, *to; int32_t metres, seconds; size_t sheet_row; };
must_check enum err road_table_read(struct ctx *cx, const char *name, const void *bytes, size_t n, struct road_table_row **ret, size_t *ret_n);
#endif
