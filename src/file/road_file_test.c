/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/shape.h"
#include "file/road_file.h"
#include "seeded.h"
#include "test.h"
#include <string.h>
#include <zip.h>
#include <zlib.h>

static const char streets[] = "起点经度,起点纬度,终点经度,终点纬度,长度（米）,时速,单行\r\n"
	"120.30,30.30,120.31,30.30,1000,36,\r\n120.31,30.30,120.31,30.31,,60,是\r\n120.31,30.31,120.30,30.30,1500.5,,\r\n";
static const char nodes_csv[] = "id,lon,lat\na,120.30,30.30\nb,120.31,30.30\nlonely,120.4,30.4\n";
static const char links_csv[] = "from,to,metres,seconds,oneway\na,b,1000,100,no\nb,a,1200,90,yes\n";
static const char map_xml[] = "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n"
	"<node id='1' lon='120.30' lat='30.30'/><node id='2' lon='120.31' lat='30.30'><tag k='highway' v='crossing'/></node>\n"
	"<node id='9' lon='120.32' lat='30.30'/><node id='4' lon='120.33' lat='30.30'/><node id='5' lon='120.34' lat='30.30'/>\n"
	"<way id='10'><nd ref='1'/><nd ref='2'/><nd ref='9'/><tag k='highway' v='primary'/></way>\n"
	"<way id='11'><nd ref='9'/><nd ref='4'/><tag k='oneway' v='-1'/><tag k='highway' v='residential'/><tag k='maxspeed' v='50'/></way>\n"
	"<way id='12'><nd ref='4'/><nd ref='5'/><nd ref='77'/><nd ref='4'/><tag k='junction' v='roundabout'/><tag k='highway' v='tertiary'/></way>\n"
	"<way id='13'><nd ref='1'/><nd ref='5'/><tag k='highway' v='footway'/></way>\n"
	"<way id='14'><nd ref='1'/><nd ref='5'/><tag k='highway' v='service'/><tag k='access' v='no'/></way>\n"
	"<way id='15'><nd ref='1'/><nd ref='4'/><tag k='building' v='yes'/></way>\n</osm>\n";

static struct bytes packed(struct arena *mem, const char *text)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)text, .avail_in = (uInt)strlen(text) };
	unsigned char *room = arena_new(mem, strlen(text) + 1000);

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_out = room;
	z.avail_out = (uInt)strlen(text) + 1000;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return (struct bytes){ room, z.total_out };
}

static struct bytes zipped(struct arena *mem, size_t n, const char *const *texts)
{
	zip_error_t error;
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *zip = zip_open_from_source(target, ZIP_CREATE, &error);
	zip_stat_t stat;
	unsigned char *bytes;

	zip_source_keep(target);
	for (size_t i = 0; i < n; i++)
		assert_true(zip_file_add(zip, i ? "links.csv" : "nodes.csv", zip_source_buffer(zip, texts[i], strlen(texts[i]), 0), 0) >= 0);
	assert_int_equal(zip_close(zip), 0);
	zip_source_stat(target, &stat);
	bytes = arena_new(mem, stat.size);
	zip_source_open(target);
	assert_int_equal(zip_source_read(target, bytes, stat.size), (zip_int64_t)stat.size);
	zip_source_close(target);
	zip_source_free(target);
	return (struct bytes){ bytes, stat.size };
}

static void links_with_coordinates_make_their_own_nodes(void **state)
{
	struct ctx cx = { 0 };
	struct road_file f;

	(void)state;
	assert_int_equal(road_file_read(&cx, "roads.csv", streets, strlen(streets), &f), ERR_OK);
	assert_string_equal(f.form, "csv");
	assert_int_equal(f.n_nodes, 3);
	assert_int_equal(f.n_links, 5);
	assert_int_equal(f.links[0].decimetres, 10000);
	assert_int_equal(f.links[0].ms, 100000);                     /* 1,000 m at 10 m/s */
	assert_int_equal(f.links[1].from, f.links[0].to);
	assert_in_range(f.links[2].decimetres, 11115, 11125);        /* 0.01 degree of latitude */
	assert_int_equal(f.links[3].decimetres, 15005);
	assert_int_equal(f.links[3].ms, 180060);                     /* 30 km/h where nothing is said */
	arena_reset(&cx.mem);
}

static void nodes_and_links_come_in_one_zip(void **state)
{
	const char *const texts[2] = { nodes_csv, links_csv };
	struct ctx cx = { 0 };
	struct bytes zip = zipped(&cx.mem, 2, texts);
	struct road_file f;

	(void)state;
	assert_int_equal(road_file_read(&cx, "roads.zip", zip.at, zip.n, &f), ERR_OK);
	assert_int_equal(f.n_nodes, 2);                              /* the lonely one is left out */
	assert_int_equal(f.n_links, 3);
	assert_int_equal(f.links[2].from, 1);
	assert_int_equal(f.links[2].ms, 90000);
	arena_reset(&cx.mem);
}

static void of_a_map_only_roads_for_cars_are_read(void **state)
{
	struct ctx cx = { 0 };
	struct bytes gz = packed(&cx.mem, map_xml);

	(void)state;
	for (int round = 0; round < 2; round++) {
		struct road_file f;

		assert_int_equal(road_file_read(&cx, "map.osm", round ? gz.at : map_xml, round ? gz.n : strlen(map_xml), &f), ERR_OK);
		assert_string_equal(f.form, "osm");
		assert_int_equal(f.n_ways, 3);
		assert_int_equal(f.n_cut, 1);
		assert_int_equal(f.n_nodes, 5);
		assert_int_equal(f.n_links, 2 * 2 + 1 + 1);
		assert_int_equal(f.links[4].from, 3);                /* one-way against the drawing */
		assert_int_equal(f.links[4].to, 2);
		assert_int_equal(f.links[4].ms, (f.links[4].decimetres * 360 + 39) / 40);   /* eight tenths of 50 */
		assert_int_equal(f.links[0].ms, (f.links[0].decimetres * 360 + 44) / 45);
		assert_int_equal(f.links[5].from, 3);                /* round the roundabout, up to the map's edge */
		assert_int_equal(f.links[5].to, 4);
	}
	arena_reset(&cx.mem);
}

static void a_bad_file_is_refused_by_its_line(void **state)
{
	static const struct { const char *text, *says; } bad[] = {
		{ "起点经度,起点纬度,终点经度,终点纬度\n120,30,999,30\n", "C2" },
		{ "起点经度,起点纬度,终点经度,终点纬度,长度,秒\n120,30,120.1,30,10000,5\n", "200" },
		{ "编号,经度,纬度\n1,120,30\n", "zip" },
		{ "什么,也,不是\n1,2,3\n", "zip" },
		{ "<html><body/></html>", "OpenStreetMap" },
		{ "<!DOCTYPE osm [<!ENTITY a 'b'>]><osm/>", "DOCTYPE" },
		{ "<osm><node id='x' lon='1' lat='1'/></osm>", "第 1 行" },
		{ "<osm><node id='1' lon='200' lat='1'/></osm>", "第 1 行" },
		{ "<osm><node id='1' lon='20' lat='1'/></osm>", "没有汽车能走的路" },
		{ "<osm><node id='1'", "第 1 行" },
		{ "PK\3\4 no zip", "压缩包" },
		{ "", "" },
	};
	struct ctx cx = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct road_file f;

		cx.fault = (struct fault){ 0 };
		assert_int_not_equal(road_file_read(&cx, "f", bad[i].text, strlen(bad[i].text), &f), ERR_OK);
		assert_non_null(strstr(cx.fault.zh, bad[i].says));
		assert_true(*cx.fault.en);
	}
	arena_reset(&cx.mem);
}

static void a_table_of_ways_is_read(void **state)
{
	const char text[] = "起点编码,终点编码,米,秒\nS1,V1,1200,180\nV1,S1,1300,200\n", half[] = "起点,终点,米,秒\nS1,,1,1\n", none[] = "起点,终点,米\nS1,V1,1\n";
	struct ctx cx = { 0 };
	struct road_table_row *rows;
	size_t n;

	(void)state;
	assert_int_equal(road_table_read(&cx, "t.csv", text, strlen(text), &rows, &n), ERR_OK);
	assert_int_equal(n, 2);
	assert_string_equal(rows[1].from, "V1");
	assert_int_equal(rows[1].metres, 1300);
	assert_int_equal(rows[1].seconds, 200);
	assert_int_equal(road_table_read(&cx, "t.csv", half, strlen(half), &rows, &n), ERR_BAD_INPUT);
	assert_int_equal(road_table_read(&cx, "t.csv", none, strlen(none), &rows, &n), ERR_BAD_INPUT);
	arena_reset(&cx.mem);
}

/* Damaged files, always the same ones: refused with words, or a net that is whole. */
static void damaged_files_never_break_the_reader(void **state)
{
	static const char *const bits[] = { "<way id='1'>", "</way>", "<nd ref='1'/>", "<tag k='highway' v='service'/>", "ref='99999999999999999999'", "lon='1e999'", "'", ">", "<",
		"<!--", "&lt;", "&#0;", ",", "\n", "-1", "nan", "inf", "1e5", "\xff", "\"", "PK\3\4", "\x1f\x8b" };
	const char *const texts[2] = { nodes_csv, links_csv };
	struct ctx cx = { 0 };
	struct bytes zip = zipped(&cx.mem, 2, texts), gz = packed(&cx.mem, map_xml);
	const struct bytes good[] = { { streets, sizeof streets - 1 }, { map_xml, sizeof map_xml - 1 }, zip, gz, { map_xml, sizeof map_xml - 1 } };
	struct seeded s = { 5 };

	(void)state;
	for (int round = 0; round < 4000; round++) {
		struct bytes in = good[seeded_below(&s, 5)];
		struct ctx own = { 0 };
		struct buf b = BUF(&own.mem);
		size_t cut = (size_t)seeded_below(&s, (int64_t)in.n + 1), skip = seeded_below(&s, 2) ? (size_t)seeded_below(&s, 20) : 0;
		const char *bit = bits[seeded_below(&s, sizeof bits / sizeof *bits)], *from = in.at;
		struct road_file f;

		buf_add(&b, from, cut);
		if (seeded_below(&s, 3))
			buf_text(&b, bit);
		if (seeded_below(&s, 8) && cut + skip < in.n)
			buf_add(&b, from + cut + skip, in.n - cut - skip);
		if (road_file_read(&own, "f", buf_get(&b), b.n, &f)) {
			assert_true(*own.fault.zh && *own.fault.en);
			assert_true(own.fault.code == ERR_BAD_INPUT || own.fault.code == ERR_TOO_LARGE);
		} else
			for (size_t i = 0; i < f.n_links; i++) {
				assert_true(f.links[i].from < f.n_nodes && f.links[i].to < f.n_nodes);
				assert_true(f.links[i].decimetres <= f.links[i].ms && f.links[i].ms <= ROAD_FILE_DAY_MS);
			}
		arena_reset(&own.mem);
	}
	arena_reset(&cx.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_with_coordinates_make_their_own_nodes),
		cmocka_unit_test(nodes_and_links_come_in_one_zip),
		cmocka_unit_test(of_a_map_only_roads_for_cars_are_read),
		cmocka_unit_test(a_bad_file_is_refused_by_its_line),
		cmocka_unit_test(a_table_of_ways_is_read),
		cmocka_unit_test(damaged_files_never_break_the_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
