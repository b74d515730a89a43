/* SPDX-License-Identifier: Apache-2.0 */
#include "app/instance.h"
#include "base/text.h"
#include "caps/document/kind.h"
#include "caps/party/party.h"
#include "instance.sql.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MARKS_MAX = 50 };

const char *instance_root(struct arena *mem)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);

	path[n > 0 ? n : 0] = '\0';
	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(path, '/');

		if (slash)
			*slash = '\0';
	}
	if (*path && access(arena_print(mem, "%s/plans", path), R_OK) == 0)
		return arena_text(mem, path);
	return ".";
}

const char *instance_url(const struct cli *cli, struct arena *mem)
{
	const char *url = cli_value(cli, "data"), *root;

	if (!url || !*url)
		url = getenv("BAOGONG_DATA");
	if (url && *url)
		return arena_text(mem, url);
	root = instance_root(mem);
	mkdir(arena_print(mem, "%s/var", root), 0750);
	return arena_print(mem, "%s/var/baogong.db", root);
}

static enum err read_marks(struct instance *it)
{
	struct app_instance_all_row *rows;
	size_t n;

	TRY(store_begin(&it->cx));
	TRY(app_instance_all(&it->cx, (struct app_instance_all_in){ .limit = MARKS_MAX }, &rows, &n, MARKS_MAX));
	for (size_t i = 0; i < n; i++) {
		if (strcmp(rows[i].name, "district_id") == 0)
			(void)text_read_i64(rows[i].value, &it->cx.district_id);
		it->test = it->test || (strcmp(rows[i].name, "test") == 0 && strcmp(rows[i].value, "1") == 0);
	}
	TRY(party_is_demo(&it->cx, &it->demo));
	store_rollback(&it->cx);
	return ERR_OK;
}

enum err instance_open(struct instance *it, const char *url)
{
	static const struct actor system = { .account_id = ACCOUNT_SYSTEM, .name = "system" };

	*it = (struct instance){ .url = url };
	it->cx = (struct ctx){ .now_ms = clock_now_ms(false), .district_id = DISTRICT_DEFAULT, .actor = &system,
			       .ids = &it->ids, .random = clock_random };
	TRY(doc_kinds_check(&it->cx, doc_kinds));       /* goods are conserved, every state has its end */
	TRY(store_open(&it->cx, url, STORE_WRITE, &it->store));
	it->cx.store = it->store;
	TRY(store_migrate(&it->cx));
	TRY(store_prepare_all(&it->cx));
	return read_marks(it);
}

void instance_close(struct instance *it)
{
	if (it->store) {
		it->cx.store = it->store;
		store_rollback(&it->cx);
		store_close(it->store);
	}
	it->store = it->cx.store = NULL;
	arena_reset(&it->cx.mem);
}

enum err instance_mark(struct ctx *cx, const char *name, const char *value)
{
	return app_instance_set(cx, (struct app_instance_set_in){ .name = name, .value = value });
}
