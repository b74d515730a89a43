/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_reading.h"
#include <string.h>

/* Where a value stands in a plan: "seven_days.at_least", "purchase_approval.steps[0].below",
 * "plan.version".  A list's elements are counted from 0; a list of one that was
 * written without brackets has no [0]. */
enum { PATH_DEPTH_MAX = 10 };

static const char *path_below(struct arena *mem, const char *path, const struct node *at, const struct node *value, int depth)
{
	const char *found = NULL;

	if (at == value)
		return path;
	for (size_t i = 0; at->kind != NODE_TEXT && i < at->n && !found && depth < PATH_DEPTH_MAX; i++)
		found = at->kind == NODE_LIST ? path_below(mem, arena_print(mem, "%s[%zu]", path, i), at->items[i], value, depth + 1)
			: path_below(mem, arena_print(mem, "%s.%s", path, at->pairs[i].key), at->pairs[i].value, value, depth + 1);
	return found;
}

const char *plan_path_of(struct arena *mem, const char *id, const struct node *map, const struct node *value)
{
	return map ? path_below(mem, id, map, value, 0) : NULL;
}

/* ".key" or "[3]" at *at; false ends. */
static bool step(struct arena *mem, const char **at, struct plan_place *p)
{
	const char *from = *at + 1, *end;
	int64_t i;

	if (**at == '.') {
		const char *name;
		const struct pair *pair;

		end = from + strcspn(from, ".[");
		name = arena_bytes(mem, from, (size_t)(end - from));
		if (p->key && p->key->type == TYPE_MAP)
			p->list = plan_list_named(p->key->words);
		pair = p->list ? node_pair(p->node, name) : NULL;
		p->key = pair ? plan_key_of(p->list, name) : NULL;
		p->node = pair ? pair->value : NULL;
		*at = end;
		return p->key != NULL;
	}
	end = strchr(from, ']');
	if (**at != '[' || !end || !text_read_i64(arena_bytes(mem, from, (size_t)(end - from)), &i) || p->node->kind != NODE_LIST
	    || i < 0 || (size_t)i >= p->node->n)
		return false;
	p->node = p->node->items[i];
	*at = end + 1;
	return true;
}

bool plan_path_find(struct arena *mem, const struct plan *plan, const char *path, struct plan_place *ret)
{
	size_t n = strcspn(path, ".");
	const char *id = arena_bytes(mem, path, n), *at = path + n;
	bool head = strcmp(id, "plan") == 0;

	*ret = (struct plan_place){ .entry = head ? NULL : tree_entry(plan->tree, id) };
	if (!head && !ret->entry)
		return false;
	ret->list = head ? plan_list_named("plan") : ret->entry->list;
	ret->node = head ? plan->tree->head : ret->entry->map;
	if (!*at)
		return false;
	while (*at)
		if (!step(mem, &at, ret))
			return false;
	return ret->key && ret->node->kind == NODE_TEXT;
}
