/* SPDX-License-Identifier: Apache-2.0 */
/* OpenStreetMap XML, block by block: nodes as they come, of ways only those that
 * cars may use.  Nothing else is kept, so a map of a district with all its
 * houses needs the memory of its nodes. */
#include "file/road_part.h"
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { BLOCK = 64 << 10, DEPTH_MAX = 16, REFS_MAX = 4000000, WAY_REFS_MAX = 20000, QUIET_MAX = 1 << 20, SPEED_SHARE_PERCENT = 80, KMH_LEAST = 5 };

struct osm_node { int64_t id; struct road_file_node at; };
struct osm_way { size_t first, n; int kmh; bool forward, backward; };
struct osm_class { const char *word; int kmh; };

/* What a delivery van makes on them, all in all; lanes of their class ("_link") two thirds of it. */
static const struct osm_class classes[] = { { "motorway", 80 }, { "trunk", 60 }, { "primary", 45 }, { "secondary", 40 }, { "tertiary", 35 },
	{ "unclassified", 30 }, { "residential", 25 }, { "road", 25 }, { "service", 15 }, { "living_street", 12 }, { "track", 12 } };

struct osm {
	struct road_build *b;
	XML_Parser       parser;
	enum err         e;
	int              depth;
	size_t           quiet, inflated;
	struct osm_node *nodes;
	size_t           n_nodes, nodes_room;
	struct osm_way  *ways;
	size_t           n_ways, ways_room;
	int64_t         *refs;
	size_t           n_refs, refs_room;
	bool             sorted, in_way;
	/* the way being read */
	size_t           first_ref;
	int              kmh, most;
	bool             round, closed, open, slow, area, known;
	int              one_way;               /* 1, -1, 0; 2: not said */
};

static const char *attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	return NULL;
}

static void stop(struct osm *o, enum err e)
{
	if (e && !o->e) {
		o->e = e;
		XML_StopParser(o->parser, XML_FALSE);
	}
}

static unsigned long line_of(const struct osm *o) { return (unsigned long)XML_GetCurrentLineNumber(o->parser); }

static enum err bad(struct osm *o, const char *zh, const char *en)
{
	return fail(o->b->cx, ERR_BAD_INPUT, o->b->name, "第 %lu 行：%s%.0s", "line %lu: %.0s%s", line_of(o), zh, en);
}

static bool number(const char *text, int64_t *ret)
{
	char *end;

	if (!text || !*text)
		return false;
	*ret = strtoll(text, &end, 10);
	return !*end;
}

static bool degrees(const char *text, double most, int32_t *ret)
{
	char *end;
	double value;

	if (!text || !*text)
		return false;
	value = strtod(text, &end);
	if (*end || !(value >= -most && value <= most))
		return false;
	*ret = (int32_t)(value * 1e7 + (value < 0 ? -0.5 : 0.5));
	return true;
}

static enum err on_node(struct osm *o, const char **attributes)
{
	struct osm_node node;

	if (!number(attribute(attributes, "id"), &node.id) || !degrees(attribute(attributes, "lon"), 180, &node.at.lon_e7) ||
	    !degrees(attribute(attributes, "lat"), 90, &node.at.lat_e7))
		return bad(o, "节点的编号或坐标读不通", "a node whose number or coordinates cannot be read");
	if (o->n_nodes == ROAD_FILE_OSM_NODES_MAX)
		return fail(o->b->cx, ERR_TOO_LARGE, o->b->name, "地图超过 %d 个点，请只取本区的范围，或先只留道路", "more than %d points on the map; cut it to the district, or keep only roads",
			    (int)ROAD_FILE_OSM_NODES_MAX);
	if (o->n_nodes && o->nodes[o->n_nodes - 1].id >= node.id)
		o->sorted = false;
	arena_push(&o->b->cx->mem, o->nodes, o->n_nodes, o->nodes_room) = node;
	return ERR_OK;
}

static enum err on_ref(struct osm *o, const char **attributes)
{
	int64_t ref;

	if (!number(attribute(attributes, "ref"), &ref))
		return bad(o, "道路的节点编号读不通", "the number of a way's node cannot be read");
	if (o->n_refs == REFS_MAX || o->n_refs - o->first_ref == WAY_REFS_MAX)
		return fail(o->b->cx, ERR_TOO_LARGE, o->b->name, "道路太多，请只取本区的范围", "too many roads; cut the map to the district");
	arena_push(&o->b->cx->mem, o->refs, o->n_refs, o->refs_room) = ref;
	return ERR_OK;
}

static int class_speed(const char *word)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		size_t n = strlen(classes[i].word);

		if (strncmp(word, classes[i].word, n) != 0)
			continue;
		if (!word[n])
			return classes[i].kmh;
		if (strcmp(word + n, "_link") == 0)
			return classes[i].kmh * 2 / 3;
	}
	return 0;
}

static bool says(const char *value, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(value, *words) == 0)
			return true;
	return false;
}

/* "60", "60 km/h", "40 mph"; words like "none" say nothing. */
static int posted(const char *value)
{
	char *end;
	long kmh = strtol(value, &end, 10);

	if (end == value || kmh <= 0 || kmh > ROAD_FILE_KMH_MAX)
		return 0;
	return strstr(end, "mph") ? (int)(kmh * 161 / 100) : (int)kmh;
}

static void on_tag(struct osm *o, const char *key, const char *value)
{
	static const char *const no[] = { "no", "agricultural", "forestry", NULL }, *const yes[] = { "yes", "permissive", "designated", "destination", "delivery", NULL };
	static const char *const own[] = { "private", "customers", NULL }, *const one[] = { "yes", "true", "1", NULL };
	static const char *const rounds[] = { "roundabout", "circular", NULL };
	bool motor = strcmp(key, "motor_vehicle") == 0 || strcmp(key, "motorcar") == 0 || strcmp(key, "vehicle") == 0;

	if (strcmp(key, "highway") == 0) {
		o->kmh = class_speed(value);
		if (!strcmp(value, "motorway") && o->one_way == 2)
			o->one_way = 1;
	} else if (strcmp(key, "maxspeed") == 0) {
		o->most = posted(value);
	} else if (strcmp(key, "junction") == 0) {
		o->round = says(value, rounds);
	} else if (strcmp(key, "area") == 0) {
		o->area = strcmp(value, "yes") == 0;
	} else if (strcmp(key, "oneway") == 0) {
		o->one_way = says(value, one) ? 1 : strcmp(value, "-1") == 0 || strcmp(value, "reverse") == 0 ? -1 : 0;
	} else if (motor || strcmp(key, "access") == 0) {
		o->closed |= says(value, no);
		o->open |= motor && says(value, yes);
		o->slow |= says(value, own);
	}
}

static void on_way_end(struct osm *o)
{
	int kmh = o->most ? o->most * SPEED_SHARE_PERCENT / 100 : o->kmh, way = o->one_way == 2 ? o->round : o->one_way;

	o->in_way = false;
	if (!o->kmh || o->area || (o->closed && !o->open) || o->n_refs - o->first_ref < 2) {
		o->n_refs = o->first_ref;
		return;
	}
	if (o->slow)
		kmh /= 2;
	arena_push(&o->b->cx->mem, o->ways, o->n_ways, o->ways_room) = (struct osm_way){ o->first_ref, o->n_refs - o->first_ref, kmh > KMH_LEAST ? kmh : KMH_LEAST,
		way >= 0, way <= 0 };
}

static void on_open(void *user, const char *element, const char **attributes)
{
	struct osm *o = user;
	const char *key, *value;

	o->quiet = 0;
	if (o->e)
		return;
	if (++o->depth > DEPTH_MAX) {
		stop(o, bad(o, "XML 嵌套太深", "the XML is nested too deeply"));
		return;
	}
	if (o->depth == 1 && strcmp(element, "osm") != 0)
		stop(o, bad(o, "这不是 OpenStreetMap 的文件", "this is no OpenStreetMap file"));
	else if (strcmp(element, "node") == 0)
		stop(o, on_node(o, attributes));
	else if (strcmp(element, "way") == 0) {
		o->in_way = true;
		o->first_ref = o->n_refs;
		o->kmh = o->most = 0;
		o->round = o->closed = o->open = o->slow = o->area = false;
		o->one_way = 2;
	} else if (o->in_way && strcmp(element, "nd") == 0)
		stop(o, on_ref(o, attributes));
	else if (o->in_way && strcmp(element, "tag") == 0 && (key = attribute(attributes, "k")) && (value = attribute(attributes, "v")))
		on_tag(o, key, value);
}

static void on_close(void *user, const char *element)
{
	struct osm *o = user;

	o->quiet = 0;
	o->depth--;
	if (!o->e && o->in_way && strcmp(element, "way") == 0)
		on_way_end(o);
}

static void on_doctype(void *user, const char *name, const char *system, const char *public, int internal)
{
	struct osm *o = user;

	(void)name, (void)system, (void)public, (void)internal;
	stop(o, bad(o, "文件里有 DOCTYPE，地图里不会有，不收", "the file has a DOCTYPE, which no map has; not taken"));
}

static enum err feed(struct osm *o, const void *bytes, size_t n, bool last)
{
	o->inflated += n;
	o->quiet += n;
	if (o->inflated > ROAD_FILE_UNPACKED_MAX)
		return fail(o->b->cx, ERR_TOO_LARGE, o->b->name, "解压后超过 %d MB，请只取本区的范围", "more than %d MB when unpacked; cut it to the district",
			    ROAD_FILE_UNPACKED_MAX >> 20);
	if (o->quiet > QUIET_MAX + BLOCK)
		return bad(o, "XML 标记过长", "an XML token is too long");
	if (XML_Parse(o->parser, bytes, (int)n, last) == XML_STATUS_ERROR)
		return o->e ? o->e : bad(o, "XML 读不通，文件可能不完整", "the XML cannot be read; the file may be cut short");
	return o->e;
}

static enum err feed_plain(struct osm *o, const char *bytes, size_t n)
{
	for (size_t at = 0; at < n; at += BLOCK)
		TRY(feed(o, bytes + at, n - at < BLOCK ? n - at : BLOCK, n - at <= BLOCK));
	return ERR_OK;
}

static enum err feed_packed(struct osm *o, z_stream *z)
{
	unsigned char *block = arena_new(&o->b->cx->mem, BLOCK);
	int state = Z_OK;

	while (state == Z_OK) {
		z->next_out = block;
		z->avail_out = BLOCK;
		state = inflate(z, Z_NO_FLUSH);
		if (state == Z_STREAM_END && z->avail_in)
			state = inflateReset(z);
		if (state != Z_OK && state != Z_STREAM_END)
			return fail(o->b->cx, ERR_BAD_INPUT, o->b->name, "gzip 文件损坏或不完整", "the gzip file is damaged or cut short");
		TRY(feed(o, block, BLOCK - z->avail_out, state == Z_STREAM_END));
	}
	return ERR_OK;
}

static int by_id(const void *a, const void *b)
{
	const struct osm_node *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static const struct osm_node *find(const struct osm *o, int64_t id)
{
	const struct osm_node key = { .id = id };

	return o->n_nodes ? bsearch(&key, o->nodes, o->n_nodes, sizeof key, by_id) : NULL;
}

static enum err add_way(struct osm *o, const struct osm_way *w, uint32_t *number_of)
{
	uint32_t before = UINT32_MAX;

	for (size_t i = 0; i < w->n; i++) {
		const struct osm_node *node = find(o, o->refs[w->first + i]);
		uint32_t here;
		int64_t decimetres, ms;

		if (!node) {
			o->b->out->n_cut++;
			before = UINT32_MAX;
			continue;
		}
		if (!number_of[node - o->nodes]) {              /* counted from 1 */
			TRY(road_build_node(o->b, node->at, &here));
			number_of[node - o->nodes] = here + 1;
		}
		here = number_of[node - o->nodes] - 1;
		if (before != UINT32_MAX && before != here) {
			decimetres = road_decimetres_between(&o->b->out->nodes[before], &o->b->out->nodes[here]);
			ms = road_ms_of(decimetres, w->kmh);
			if (ms > ROAD_FILE_DAY_MS)
				o->b->out->n_cut++;
			else
				TRY(road_build_street(o->b, w->forward ? before : here, w->forward ? here : before, decimetres, ms, !(w->forward && w->backward)));
		}
		before = here;
	}
	return ERR_OK;
}

static enum err add_ways(struct osm *o)
{
	uint32_t *number_of = arena_array(&o->b->cx->mem, uint32_t, o->n_nodes + 1);

	if (!o->sorted)
		qsort(o->nodes, o->n_nodes, sizeof *o->nodes, by_id);
	for (size_t i = 0; i < o->n_ways; i++)
		TRY(add_way(o, &o->ways[i], number_of));
	o->b->out->n_ways = o->n_ways;
	return ERR_OK;
}

enum err road_osm_read(struct road_build *b, const void *bytes, size_t n)
{
	struct osm o = { .b = b, .sorted = true, .parser = XML_ParserCreate(NULL) };
	z_stream z = { .next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)n };
	enum err e;

	b->out->form = "osm";
	if (!o.parser)
		return fail(b->cx, ERR_BUSY, NULL, "内存不足，请稍后再试", "out of memory; try again later");
	XML_SetUserData(o.parser, &o);
	XML_SetElementHandler(o.parser, on_open, on_close);
	XML_SetStartDoctypeDeclHandler(o.parser, on_doctype);
	if (n < 2 || memcmp(bytes, "\x1f\x8b", 2) != 0)
		e = feed_plain(&o, bytes, n);
	else if (inflateInit2(&z, ROAD_GZIP_WINDOW) == Z_OK) {
		e = feed_packed(&o, &z);
		inflateEnd(&z);
	} else
		e = fail(b->cx, ERR_BUSY, NULL, "内存不足，请稍后再试", "out of memory; try again later");
	XML_ParserFree(o.parser);
	return e ? e : add_ways(&o);
}
