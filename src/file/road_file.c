/* SPDX-License-Identifier: Apache-2.0 */
#include "file/road_part.h"
#include "file/vrp.h"
#include <math.h>
#include <string.h>
#include <zip.h>
#include <zlib.h>

enum { ZIP_FILES_MAX = 20, CSV_UNPACKED_MAX = 64 << 20 };

int64_t road_decimetres_between(const struct road_file_node *a, const struct road_file_node *b)
{
	const double radians = 3.14159265358979323846 / 180 / 1e7, decimetres = 63710088;
	double lat_a = a->lat_e7 * radians, lat_b = b->lat_e7 * radians;
	double north = sin((lat_b - lat_a) / 2), east = sin(((double)b->lon_e7 - a->lon_e7) * radians / 2);
	double h = north * north + cos(lat_a) * cos(lat_b) * east * east;

	return llround(2 * decimetres * asin(fmin(1, sqrt(h))));
}

/* Rounded up: no link is faster than it says. */
int64_t road_ms_of(int64_t decimetres, int64_t kmh) { return (decimetres * 360 + kmh - 1) / kmh; }

enum err road_build_node(struct road_build *b, struct road_file_node node, uint32_t *ret)
{
	if (b->out->n_nodes == ROAD_FILE_NODES_MAX)
		return fail(b->cx, ERR_TOO_LARGE, b->name, "路网超过 %d 个节点，请只取本区的范围", "more than %d nodes; cut the network to the district",
			    (int)ROAD_FILE_NODES_MAX);
	*ret = (uint32_t)b->out->n_nodes;
	arena_push(&b->cx->mem, b->out->nodes, b->out->n_nodes, b->nodes_room) = node;
	return ERR_OK;
}

enum err road_build_street(struct road_build *b, uint32_t from, uint32_t to, int64_t decimetres, int64_t ms, bool one_way)
{
	struct road_file_link l = { from, to, (uint32_t)ms, (uint32_t)decimetres };

	if (b->out->n_links + 2 > ROAD_FILE_LINKS_MAX)
		return fail(b->cx, ERR_TOO_LARGE, b->name, "路网超过 %d 条路段，请只取本区的范围", "more than %d links; cut the network to the district",
			    (int)ROAD_FILE_LINKS_MAX);
	arena_push(&b->cx->mem, b->out->links, b->out->n_links, b->links_room) = l;
	if (!one_way)
		arena_push(&b->cx->mem, b->out->links, b->out->n_links, b->links_room) = (struct road_file_link){ to, from, l.ms, l.decimetres };
	return ERR_OK;
}

static enum err bad_zip(struct road_build *b, const char *why)
{
	return fail(b->cx, ERR_BAD_INPUT, b->name, "压缩包打不开（%s），请重新打包", "the .zip cannot be opened (%s); pack it again", why);
}

static enum err unzip_one(struct road_build *b, zip_t *zip, zip_uint64_t at, struct road_text *ret)
{
	zip_stat_t stat;
	zip_file_t *file;
	char *bytes;
	zip_int64_t got;

	if (zip_stat_index(zip, at, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) || !stat.name)
		return bad_zip(b, zip_strerror(zip));
	if (stat.size > CSV_UNPACKED_MAX)
		return fail(b->cx, ERR_TOO_LARGE, b->name, "解压后超过 %d MB", "more than %d MB when unpacked", CSV_UNPACKED_MAX >> 20);
	file = zip_fopen_index(zip, at, 0);
	if (!file)
		return bad_zip(b, zip_strerror(zip));
	bytes = arena_new(&b->cx->mem, stat.size + 1);
	got = zip_fread(file, bytes, stat.size);
	zip_fclose(file);
	if (got < 0 || (zip_uint64_t)got != stat.size)
		return bad_zip(b, "CRC");
	*ret = (struct road_text){ b->name, bytes, (size_t)got };
	return ERR_OK;
}

static enum err unzip_all(struct road_build *b, zip_t *zip)
{
	struct road_text texts[ZIP_FILES_MAX];
	zip_int64_t n = zip_get_num_entries(zip, 0);
	size_t n_texts = 0;

	if (n > ZIP_FILES_MAX)
		return fail(b->cx, ERR_BAD_INPUT, b->name, "压缩包里有 %lld 个文件；只放节点和路段两个 CSV", "the .zip has %lld files; put in the CSV of nodes and that of links",
			    (long long)n);
	for (zip_int64_t i = 0; i < n; i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);
		size_t length = name ? strlen(name) : 0;

		if (!length || name[length - 1] == '/')
			continue;
		TRY(unzip_one(b, zip, (zip_uint64_t)i, &texts[n_texts]));
		n_texts++;
	}
	if (n_texts == 1 && texts[0].n && *(const char *)texts[0].bytes == '<')
		return road_osm_read(b, texts[0].bytes, texts[0].n);
	return road_csv_read(b, texts, n_texts);
}

static enum err read_zip(struct road_build *b, const void *bytes, size_t n)
{
	zip_error_t error;
	zip_source_t *source;
	zip_t *zip;
	enum err e;

	zip_error_init(&error);
	source = zip_source_buffer_create(bytes, n, 0, &error);
	zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	if (!zip) {
		e = bad_zip(b, zip_error_strerror(&error));
		zip_source_free(source);
		zip_error_fini(&error);
		return e;
	}
	zip_error_fini(&error);
	e = unzip_all(b, zip);
	zip_discard(zip);
	return e;
}

/* The first byte that is no mark of order and no blank. */
static char first_of(const char *at, size_t n)
{
	size_t i = n >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (i < n && strchr(" \t\r\n", at[i]) && at[i])
		i++;
	return i < n ? at[i] : '\0';
}

/* Whether it is XML, packed or not: the first bytes say. */
static bool is_xml(const void *bytes, size_t n)
{
	char head[64];
	z_stream z = { .next_in = (Bytef *)(uintptr_t)bytes, .avail_in = n < UINT32_MAX ? (uInt)n : UINT32_MAX, .next_out = (Bytef *)head, .avail_out = sizeof head };

	if (n < 2 || memcmp(bytes, "\x1f\x8b", 2) != 0)
		return first_of(bytes, n) == '<';
	if (inflateInit2(&z, ROAD_GZIP_WINDOW) != Z_OK)
		return false;
	(void)inflate(&z, Z_SYNC_FLUSH);
	inflateEnd(&z);
	return first_of(head, sizeof head - z.avail_out) == '<';
}

enum err road_file_read(struct ctx *cx, const char *name, const void *bytes, size_t n, struct road_file *ret)
{
	struct road_build b = { .cx = cx, .name = name ? name : "", .out = ret };
	struct road_text text = { b.name, bytes, n };
	const char *plain;

	*ret = (struct road_file){ .form = "csv" };
	if (n > ROAD_FILE_BYTES_MAX)
		return fail(cx, ERR_TOO_LARGE, b.name, "文件超过 %d MB，请只取本区的范围", "the file is over %d MB; cut it to the district", ROAD_FILE_BYTES_MAX >> 20);
	if (n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
		TRY(read_zip(&b, bytes, n));
	else if (is_xml(bytes, n))
		TRY(road_osm_read(&b, bytes, n));
	else {
		TRY(gunzip(cx, bytes, n, CSV_UNPACKED_MAX, &plain, &text.n));
		text.bytes = plain;
		TRY(road_csv_read(&b, &text, 1));
	}
	if (!ret->n_links)
		return fail(cx, ERR_BAD_INPUT, b.name, "文件里没有汽车能走的路", "the file has no road that cars may use");
	return ERR_OK;
}
