/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "http/assets.h"
#include <string.h>

/* Which file answers which address, and in which dress. */
static const struct asset table[] = {
	{ "/desk/", "text/html; charset=utf-8", "aaaa", ASSET_PAGE, { "<html>", 6 }, { "gz", 2 }, { "b", 1 } },
	{ "/desk/assets/main-1f2e.js", "text/javascript", "bbbb", ASSET_HASHED, { "let x", 5 }, { "gz", 2 }, { "b", 1 } },
	{ "/desk/logo.svg", "image/svg+xml", "cccc", ASSET_FILE, { "<svg>", 5 }, { 0 }, { 0 } },
	{ "/desk/sw.js", "text/javascript", "dddd", ASSET_WORKER, { "self", 4 }, { 0 }, { 0 } },
	{ "/licences.txt", "text/plain", "eeee", ASSET_FILE, { "MIT", 3 }, { 0 }, { 0 } },
};
static const struct assets assets = { table, sizeof table / sizeof *table, "/desk/" };

static const char *found(const char *path)
{
	const struct asset *a = asset_find(&assets, path);

	return a ? a->path : "";
}

static const char *header_of(const struct answer *a, const char *name)
{
	for (size_t i = 0; i < a->n_headers; i++)
		if (strcmp(a->headers[i].name, name) == 0)
			return a->headers[i].value;
	return "";
}

static struct answer ask(const char *path, const char *encoding, const char *tag)
{
	static struct arena mem;
	struct request req = { .method = "GET", .path = path, .accept_encoding = encoding, .if_none_match = tag };
	struct answer a = { 0 };

	asset_answer(asset_find(&assets, path), &req, &mem, &a);
	return a;
}

static void a_file_answers_its_own_path_only(void **state)
{
	(void)state;
	assert_string_equal(found("/desk/"), "/desk/");
	assert_string_equal(found("/desk/assets/main-1f2e.js"), "/desk/assets/main-1f2e.js");
	assert_string_equal(found("/licences.txt"), "/licences.txt");
	assert_string_equal(found("/licences.txt/"), "");
	assert_string_equal(found("/"), "");
	assert_string_equal(found(""), "");
	assert_string_equal(found("/api/v1/items"), "");
	assert_string_equal(found("/deskx"), "");
	assert_null(asset_find(NULL, "/desk/"));
	assert_string_equal(asset_nearly(&assets, "/desk")->path, "/desk/");
	assert_null(asset_nearly(&assets, "/des"));
	assert_null(asset_nearly(&assets, ""));
}

static void addresses_below_a_page_answer_the_page(void **state)
{
	(void)state;
	assert_string_equal(found("/desk/requests"), "/desk/");
	assert_string_equal(found("/desk/requests/1234567890123/history"), "/desk/");
	assert_string_equal(found("/desk/search/%E5%A4%A7%E7%B1%B3"), "/desk/");
	assert_string_equal(found("/desk/documents/DON-2026.11-3"), "/desk/");
}

static void files_that_are_not_there_are_not_the_page(void **state)
{
	(void)state;
	assert_string_equal(found("/desk/assets/main-0000.js"), "");
	assert_string_equal(found("/desk/assets/"), "");
	assert_string_equal(found("/desk/favicon.ico"), "");
	assert_string_equal(found("/desk/requests/x.JSON"), "");
}

static void nothing_is_climbed_out_of(void **state)
{
	static const char *const bad[] = { "/desk/../etc/passwd", "/desk/..", "/desk/.", "/desk/./x", "/desk//etc", "/desk/%2e%2e/x",
		"/desk/%2E%2e%2fetc", "/desk/a%2fb", "/desk/a%5cb", "/desk/a\\b", "/desk/a%00b", "/desk/a%", "/desk/a%4", "/desk/a%zz",
		"/desk/%252e%252e/x", "/desk/a%0d%0ab", "/desk/a\x7f", "/desk/\xe5\xa4\xa7", "/desk/a b", "/desk/<script>", "/desk/\"x" };
	char long_one[4000] = "/desk/";

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_string_equal(found(bad[i]), "");
	memset(long_one + 6, 'a', sizeof long_one - 7);
	assert_string_equal(found(long_one), "");
	long_one[ASSET_ADDRESS_MAX] = '\0';
	assert_string_equal(found(long_one), "/desk/");
	assert_string_equal(found("/desk/...x"), "/desk/");
}

static void the_smallest_accepted_encoding_is_sent(void **state)
{
	static const struct { const char *accept, *encoding; } cases[] = {
		{ "gzip, deflate, br, zstd", "br" }, { "gzip, deflate", "gzip" }, { "GZIP", "gzip" }, { "br;q=0, gzip;q=0.5", "gzip" },
		{ "br;q=0.000,*", "gzip" }, { "br ; q=0.1", "br" }, { "*", "br" }, { "*;q=0", "" }, { "identity", "" }, { "", "" },
		{ "brotli, gzipped", "" }, { NULL, "" }, { ",,,;;q=,", "" } };
	struct answer only;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a = ask("/desk/assets/main-1f2e.js", cases[i].accept, NULL);

		assert_string_equal(header_of(&a, "Content-Encoding"), cases[i].encoding);
		assert_string_equal(header_of(&a, "Vary"), "Accept-Encoding");
		assert_int_equal(a.n_body, *cases[i].encoding == 'b' ? 1 : *cases[i].encoding ? 2 : 5);
	}
	only = ask("/desk/logo.svg", "br, gzip", NULL);
	assert_string_equal(header_of(&only, "Content-Encoding"), "");
	assert_string_equal(header_of(&only, "Vary"), "");
}

static void hashed_files_may_be_kept_and_pages_are_asked_for_again(void **state)
{
	struct answer hashed = ask("/desk/assets/main-1f2e.js", "br", NULL), page = ask("/desk/x/y", NULL, NULL);
	struct answer worker = ask("/desk/sw.js", "br", NULL);

	(void)state;
	assert_string_equal(header_of(&hashed, "Cache-Control"), "public, max-age=31536000, immutable");
	assert_string_equal(header_of(&page, "Cache-Control"), "no-cache");
	assert_non_null(strstr(header_of(&page, "Content-Security-Policy"), "script-src 'self'; "));
	assert_null(strstr(header_of(&page, "Content-Security-Policy"), "unsafe-eval"));
	assert_non_null(strstr(header_of(&page, "Permissions-Policy"), "camera=(self), geolocation=()"));
	assert_string_equal(header_of(&worker, "Cache-Control"), "no-cache");
	assert_string_equal(header_of(&worker, "Service-Worker-Allowed"), "/desk/");
}

static void what_has_not_changed_is_not_sent_again(void **state)
{
	static const struct { const char *encoding, *tag; int status; } cases[] = {
		{ NULL, "\"aaaa\"", 304 }, { "br", "\"aaaa-br\"", 304 }, { "gzip", "W/\"aaaa-gz\"", 304 }, { NULL, "\"x\", \"aaaa\"", 304 },
		{ NULL, "*", 304 }, { "br", "\"aaaa\"", 200 }, { NULL, "\"aaa\"", 200 }, { NULL, "aaaa", 200 }, { NULL, "", 200 }, { NULL, ",,", 200 } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a = ask("/desk/", cases[i].encoding, cases[i].tag);

		assert_int_equal(a.status, cases[i].status);
		assert_int_equal(a.n_body > 0, cases[i].status == 200);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_answers_its_own_path_only),
		cmocka_unit_test(addresses_below_a_page_answer_the_page),
		cmocka_unit_test(files_that_are_not_there_are_not_the_page),
		cmocka_unit_test(nothing_is_climbed_out_of),
		cmocka_unit_test(the_smallest_accepted_encoding_is_sent),
		cmocka_unit_test(hashed_files_may_be_kept_and_pages_are_asked_for_again),
		cmocka_unit_test(what_has_not_changed_is_not_sent_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
