/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *shown(struct arena *mem, const json_t *json)
{
	char *text = json ? json_dumps(json, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
	const char *copy = arena_print(mem, "%.300s", text ? text : "nothing");

	free(text);
	return copy;
}

static const char *array_mismatch(struct arena *mem, const json_t *want, const json_t *got, const char *at)
{
	size_t n = json_array_size(want);
	const json_t *last = n ? json_array_get(want, n - 1) : NULL;
	bool open = json_is_string(last) && strcmp(json_string_value(last), "...") == 0;

	n -= open;
	if (open ? json_array_size(got) < n : json_array_size(got) != n)
		return arena_print(mem, "%s: %zu entries expected%s, got %zu: %s", at, n, open ? " at least" : "",
				   json_array_size(got), shown(mem, got));
	for (size_t i = 0; i < n; i++) {
		const char *why = json_mismatch(mem, json_array_get(want, i), json_array_get(got, i), arena_print(mem, "%s[%zu]", at, i));

		if (*why)
			return why;
	}
	return "";
}

const char *json_mismatch(struct arena *mem, const json_t *want, const json_t *got, const char *at)
{
	const char *key;
	json_t *member;

	if (json_is_string(want) && strcmp(json_string_value(want), "*") == 0 && got)
		return "";
	if (json_is_array(want) && json_is_array(got))
		return array_mismatch(mem, want, got, at);
	if (!json_is_object(want) || !json_is_object(got))
		return json_equal(want, got) ? "" : arena_print(mem, "%s: expected %s, got %s", at, shown(mem, want), shown(mem, got));
	json_object_foreach((json_t *)(uintptr_t)want, key, member) {
		const char *why = json_mismatch(mem, member, json_object_get(got, key), arena_print(mem, "%s.%s", at, key));

		if (*why)
			return why;
	}
	return "";
}

const json_t *json_at(const json_t *root, const char *path)
{
	path += *path == '$';
	while (root && *path) {
		char name[100];
		size_t n;

		if (*path == '[') {
			root = json_array_get(root, strtoul(path + 1, (char **)(uintptr_t)&path, 10));
			path += *path == ']';
			continue;
		}
		path += *path == '.';
		n = strcspn(path, ".[");
		if (!n || n >= sizeof name)
			return NULL;
		memcpy(name, path, n);
		name[n] = '\0';
		root = json_object_get(root, name);
		path += n;
	}
	return root;
}
