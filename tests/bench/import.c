/* SPDX-License-Identifier: Apache-2.0 */
/* Files of 200,000 rows through preview and import into a data file on disk. */
#include <time.h>
#include "caps/document/document_world.h"
#include "base/buf.h"
#include "caps/exchange/exchange.h"
#include <sys/resource.h>

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void run(struct ctx *cx, enum exchange_what what, const struct buf *text)
{
	struct exchange_file file = { .what = what, .name = "bench.csv", .bytes = { text->at, text->n } };
	struct arena kept = cx->mem;
	struct exchange_report r;
	double t[4] = { seconds() };
	struct rusage used;

	cx->mem = (struct arena){ 0 };
	must(exchange_preview(cx, &file, &r));
	t[1] = seconds();
	arena_reset(&cx->mem);
	must(exchange_import(cx, &file, false, &r));
	t[2] = seconds();
	must(store_commit(cx));
	t[3] = seconds();
	must(store_begin(cx));
	getrusage(RUSAGE_SELF, &used);
	printf("%-9s %7lld %8.1f %9.2f %8.2f %8.2f %9lld %6ld\n", exchange_what_words[what], (long long)r.rows, (double)text->n / 1e6,
	       t[1] - t[0], t[2] - t[1], t[3] - t[2], (long long)r.created, used.ru_maxrss >> 10);
	arena_reset(&cx->mem);
	cx->mem = kept;
}

static void rows_of(enum exchange_what what, struct buf *b, int n)
{
	static const char *const heads[] = { "code,name,kind,parent,lon,lat,population\n", "item,name,category,unit,pack\n", "",
		"place,item,lot,expiry,qty,owner,restricted_to\n", "request,unit,place,item,qty,priority,own_stock,received_before\n",
		"网格,楼栋,单元,房号,姓名,电话,人数\n" };

	buf_text(b, heads[what]);
	for (int i = 0; i < n; i++)
		switch (what) {
		case EXCHANGE_PLACES:
			buf_print(b, "P%06d,单位%d号,unit,330114001001,120.%07d,30.%07d,%d\n", i, i, i, i, i % 100);
			break;
		case EXCHANGE_ITEMS:
			buf_print(b, "I%06d,物资%d,rice,件,%d\n", i, i, 1 + i % 20);
			break;
		case EXCHANGE_STOCK:
			buf_print(b, "%s,I%06d,B%d,2028-01-%02d,%d,,\n", i % 2 ? "WA" : "WB", i % 1000, i, 1 + i % 28, 100 + i % 50);
			break;
		case EXCHANGE_HOUSEHOLDS:
			buf_print(b, "网格一号,%d号楼,%d单元,%d0%d,某某,139%08d,%d\n", 1 + i / 200, 1 + i / 50 % 4, 1 + i / 2 % 25, 1 + i % 2, i, 1 + i % 5);
			break;
		default:
			buf_print(b, "R%06d,P%06d,,I%06d,%d,1,0,0\n", i / 5, i / 5, i % 1000, 1 + i % 99);
		}
}

static int64_t grid_parent(struct ctx *cx)
{
	struct place community;

	must(place_by_code(cx, "330114001001", &community));
	return community.place_id;
}

int main(int argc, char **argv)
{
	static const enum exchange_what whats[] = { EXCHANGE_PLACES, EXCHANGE_ITEMS, EXCHANGE_STOCK, EXCHANGE_REQUESTS, EXCHANGE_HOUSEHOLDS };
	int n = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 200000;
	int64_t grid_id;
	struct ids ids = { 0 };
	struct ctx c = { .now_ms = INT64_C(1795233600000), .district_id = 330114, .ids = &ids }, *cx = &c;

	must(store_open(cx, arena_print(&c.mem, "sqlite:%s/import.db", argv[1]), STORE_WRITE, &c.store));
	must(store_migrate(cx));
	open_docs(cx);
	c.actor = &the_system;
	must(place_create(cx, &(struct place_facts){ .kind = PLACE_GRID, .code = "WG1", .name = "网格一号", .parent_id = grid_parent(cx) }, &grid_id));
	must(store_commit(cx));
	must(store_begin(cx));
	printf("rows of       rows       MB preview s import s commit s   records  MiB\n");
	for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
		struct arena mem = { 0 };
		struct buf text = BUF(&mem);

		rows_of(whats[i], &text, n);
		run(cx, whats[i], &text);
		arena_reset(&mem);
	}
	store_close(c.store);
	return 0;
}
