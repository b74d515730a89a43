/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify.h"
#include "app/checks.h"
#include "app/instance.h"
#include "caps/document/document.h"
#include "caps/ledger/verify.h"
#include "store/store.h"
#include <stdio.h>
#include <string.h>

static const char help[] =
	"usage: baogong verify [--quick] [--json] FILE|URL\n"
	"\n"
	"Proves a data file (or a PostgreSQL database) sound, or names every stored\n"
	"value that is not, one a line on standard output:\n"
	"\n"
	"    table:id:column: reason\n"
	"\n"
	"Checked: the hash chain of every district, gap-free numbers, balances of every\n"
	"posting and account, sums per lot, owner and fund, reversals, expiry, closed\n"
	"days, signed heads, every document against the journal, and of every line of a\n"
	"document the goods and the money it should have moved.  Nothing is changed.\n"
	"\n"
	"    --quick   only the last 10,000 entries and the present balances\n"
	"    --json    one JSON object instead of lines\n"
	"\n"
	"A file a server is using is verified through that server:\n"
	"    GET /api/v1/ledger/verify\n"
	"\n"
	"Exit status: 0 sound, 1 broken, 2 cannot be read.\n";

static void print_quoted(const char *text)
{
	putchar('"');
	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		if (*c == '"' || *c == '\\')
			printf("\\%c", *c);
		else if (*c < ' ')
			printf("\\u%04x", *c);
		else
			putchar(*c);
	putchar('"');
}

static void print_json(const struct verify_result *r)
{
	printf("{\"sound\":%s,\"districts\":%lld,\"entries\":%lld,\"postings\":%lld,\"balances\":%lld,\"documents\":%lld,\"seals\":%lld,\"shares\":%s,\"rooms\":%lld,\"more\":%s,\"findings\":[",
	       r->n_findings ? "false" : "true", (long long)r->districts, (long long)r->entries, (long long)r->postings,
	       (long long)r->balances, (long long)r->documents, (long long)r->seals, r->shares ? "true" : "false", (long long)r->rooms, r->more ? "true" : "false");
	for (size_t i = 0; i < r->n_findings; i++) {
		const struct finding *f = &r->findings[i];
		const char *parts[][2] = { { "table", f->table }, { "id", f->id }, { "column", f->column }, { "zh", f->zh }, { "en", f->en } };

		printf("%s{", i ? "," : "");
		for (size_t k = 0; k < 5; k++) {
			printf("%s\"%s\":", k ? "," : "", parts[k][0]);
			print_quoted(parts[k][1]);
		}
		printf("}");
	}
	printf("]}\n");
}

static void print_lines(const struct verify_result *r)
{
	for (size_t i = 0; i < r->n_findings; i++)
		printf("%s:%s:%s: %s / %s\n", r->findings[i].table, r->findings[i].id, r->findings[i].column, r->findings[i].zh, r->findings[i].en);
	if (r->more)
		printf("ledger:*:*: 发现太多，只列前 %d 条 / too many findings, these are the first %d\n", VERIFY_FINDINGS_MAX, VERIFY_FINDINGS_MAX);
	fprintf(stderr, "%s: %lld entries, %lld postings, %lld balances, %lld documents, %lld seals in %lld district(s)\n",
		r->n_findings ? "BROKEN 有误" : "sound 无误", (long long)r->entries, (long long)r->postings, (long long)r->balances,
		(long long)r->documents, (long long)r->seals, (long long)r->districts);
}

static int verify_store(struct ctx *cx, const char *url, const struct verify_options *options, bool json)
{
	struct verify_result r;
	enum err e = store_open(cx, url, STORE_READ, &cx->store);

	if (!e)
		e = store_refuse_older(cx);
	if (!e)
		e = store_begin(cx);
	if (!e) {
		e = verify_run(cx, options, &r);
		store_rollback(cx);
	}
	if (!e && json)
		print_json(&r);
	else if (!e)
		print_lines(&r);
	else
		fprintf(stderr, "baogong verify: %s\n                %s\n", cx->fault.zh, cx->fault.en);
	if (e == ERR_BUSY)
		fprintf(stderr, "a file in use is verified through its server: GET /api/v1/ledger/verify\n"
			"正在使用的数据文件请通过其服务器核验\n");
	if (cx->store)
		store_close(cx->store);
	return e || fflush(stdout) ? 2 : r.n_findings ? 1 : 0;
}

int verify_main(int argc, char **argv)
{
	struct verify_options options = { .content = document_content, .shares = document_verify, .rooms = room_proofs };
	struct ctx cx = { .now_ms = clock_now_ms(false), .district_id = DISTRICT_DEFAULT };
	const char *url = NULL;
	bool json = false;
	int status;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
			return fputs(help, stdout) < 0 ? 2 : 0;
		if (!strcmp(argv[i], "--quick"))
			options.quick = true;
		else if (!strcmp(argv[i], "--json"))
			json = true;
		else if (argv[i][0] == '-' || url) {
			fprintf(stderr, "baogong verify: 不认识参数 %s / unknown argument %s\n%s", argv[i], argv[i], help);
			return 2;
		} else {
			url = argv[i];
		}
	}
	if (!url) {
		fprintf(stderr, "baogong verify: 请给出数据文件或数据库地址 / name a data file or database\n%s", help);
		return 2;
	}
	status = verify_store(&cx, url, &options, json);
	arena_reset(&cx.mem);
	return status;
}
