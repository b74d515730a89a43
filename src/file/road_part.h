/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_ROAD_PART_H
#define FILE_ROAD_PART_H
#include "file/road_file.h"

/* Inside the reader of road networks. */
enum { ROAD_GZIP_WINDOW = 15 + 16 };

struct road_build {
	struct ctx       *cx;
	const char       *name;                  /* of the file, for messages */
	struct road_file *out;
	size_t            nodes_room, links_room;
};

/* Metres of the great circle between two nodes, in decimetres. */
int64_t road_decimetres_between(const struct road_file_node *a, const struct road_file_node *b);

/* One link or, unless one-way, two.  Refuses what is too long, too slow or too much. */
must_check enum err road_build_street(struct road_build *b, uint32_t from, uint32_t to, int64_t decimetres, int64_t ms, bool one_way);
must_check enum err road_build_node(struct road_build *b, struct road_file_node node, uint32_t *ret);
int64_t road_ms_of(int64_t decimetres, int64_t kmh);

/* road_csv.c: one file of links with coordinates, or nodes and links. */
struct road_text { const char *name; const void *bytes; size_t n; };
must_check enum err road_csv_read(struct road_build *b, const struct road_text *texts, size_t n);

/* road_osm.c */
must_check enum err road_osm_read(struct road_build *b, const void *bytes, size_t n);
#endif
