/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/item/item.h"
#include "caps/party/org.h"
#include "caps/party/person.h"
#include "caps/place/place.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The shared vectors of standards.md 1.3, where they lie beside the project. */
static FILE *vectors;

static bool holds(struct arena *mem, const char *kind, const char *value)
{
	enum place_kind level;
	char parent[13];
	const char *phone;

	if (strcmp(kind, "uscc") == 0)
		return org_credit_code_ok(value);
	if (strncmp(kind, "gtin", 4) == 0)
		return strlen(value) == (size_t)strtol(kind + 4, NULL, 10) && item_gtin_ok(value);
	if (strcmp(kind, "mobile") == 0)
		return person_phone_read(mem, value, &phone);
	return place_area_code(value, &level, parent);
}

static void codes_and_check_digits_agree_with_the_shared_vectors(void **state)
{
	static const char *const known[] = { "uscc", "gtin8", "gtin13", "gtin14", "mobile", "adcode12" };
	struct arena mem = { 0 };
	char line[400], kind[40], value[80];
	int seen = 0, valid;

	(void)state;
	if (!vectors)
		skip();
	while (fgets(line, sizeof line, vectors))
		if (sscanf(line, "%39[^\t]\t%79[^\t]\t%d", kind, value, &valid) == 3)
			for (size_t i = 0; i < sizeof known / sizeof *known; i++)
				if (strcmp(kind, known[i]) == 0) {
					if (holds(&mem, kind, value) != (valid != 0))
						print_error("%s %s should be %d\n", kind, value, valid);
					assert_int_equal(holds(&mem, kind, value), valid != 0);
					seen++;
				}
	assert_true(seen >= 13);
	arena_reset(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(codes_and_check_digits_agree_with_the_shared_vectors) };
	int failed;

	vectors = fopen("../shared/data/check_vectors.tsv", "r");
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	if (vectors)
		fclose(vectors);
	return failed;
}
