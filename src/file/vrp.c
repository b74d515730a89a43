/* SPDX-License-Identifier: Apache-2.0 */
#include "file/vrp.h"
#include "file/vrp_fleet.h"
#include "file/vrp_words.h"
#include <stdio.h>
#include <string.h>

enum { COORDINATE_MAX = 100000000 };
enum triangle { FULL, LOWER, UPPER, LOWER_DIAGONAL, UPPER_DIAGONAL };

/* What has been read so far. */
struct read {
	struct words w;
	struct vrp *v;
	enum triangle triangle;
	bool explicit, euclid, service_of_all;
	char field[32];                    /* "line 7", for faults */
};

static const char *here(struct read *r)
{
	snprintf(r->field, sizeof r->field, "line %d", r->w.line);
	return r->field;
}

static enum err refuse(struct read *r, struct word word)
{
	char shown[64];
	size_t n = word.n < sizeof shown - 1 ? word.n : sizeof shown - 1;

	for (size_t i = 0; i < n; i++)
		shown[i] = word.at[i] > ' ' && word.at[i] < 127 ? word.at[i] : '?';
	shown[n] = '\0';
	return fail(r->w.cx, ERR_BAD_INPUT, here(r), "不认识“%s”，按不懂的内容算会出错，所以不读", "'%s' is not known here; a file is not read in half", shown);
}

#define wrong(r, zh, en) fail((r)->w.cx, ERR_BAD_INPUT, here(r), zh, en)

static enum err whole_header(struct read *r, int64_t least, int64_t most, int64_t *ret)
{
	return word_whole(&r->w, words_on_line(&r->w), least, most, ret);
}

static double *zeros(struct read *r, double **list)
{
	if (!*list)
		*list = arena_array(&r->w.cx->mem, double, r->v->n);
	return *list;
}

static enum err read_triangle(struct read *r, struct word word)
{
	static const char *const name[] = { "FULL_MATRIX", "LOWER_ROW", "UPPER_ROW", "LOWER_DIAG_ROW", "UPPER_DIAG_ROW" };

	for (size_t i = 0; i < sizeof name / sizeof *name; i++)
		if (word_is(word, name[i])) {
			r->triangle = (enum triangle)i;
			return ERR_OK;
		}
	return refuse(r, word);
}

static enum err read_weight_type(struct read *r, struct word word)
{
	r->euclid = word_is(word, "EUC_2D");
	r->explicit = word_is(word, "EXPLICIT");
	return r->euclid || r->explicit ? ERR_OK : refuse(r, word);
}

static enum err read_type(struct read *r, struct word word)
{
	static const char *const known[] = { "CVRP", "ACVRP", "VRPTW", "HFVRP", "MDVRP", "MDVRPTW", "MTVRPTWR" };
	size_t i = 0;

	while (i < sizeof known / sizeof *known && !word_is(word, known[i]))
		i++;
	if (i == sizeof known / sizeof *known)
		return refuse(r, word);
	snprintf(r->v->type, sizeof r->v->type, "%.*s", (int)word.n, word.at);
	return ERR_OK;
}

static enum err read_service_all(struct read *r)
{
	double value;

	if (!r->v->n)
		return wrong(r, "SERVICE_TIME 之前应有 DIMENSION", "DIMENSION must stand before SERVICE_TIME");
	TRY(word_number(&r->w, words_on_line(&r->w), &value));
	r->service_of_all = true;
	zeros(r, &r->v->service);
	for (int32_t i = 1; i < r->v->n; i++)
		r->v->service[i] = value;
	return ERR_OK;
}

/* "KEY : value" with the key read already; informative keys are passed over. */
static enum err read_header(struct read *r, struct word key)
{
	static const char *const passed[] = { "NAME", "COMMENT", "NODE_COORD_TYPE", "DISPLAY_DATA_TYPE", "EDGE_DATA_FORMAT", "BEST_KNOWN" };
	struct word value;
	int64_t whole;
	bool known;

	if (key.n && key.at[key.n - 1] == ':')
		key.n--;
	else if (!word_is(words_on_line(&r->w), ":"))
		return refuse(r, key);
	for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
		if (word_is(key, passed[i]))
			return ERR_OK;
	TRY(vrp_fleet_header(&r->w, r->v, key, &known));
	if (known)
		return ERR_OK;
	if (word_is(key, "DIMENSION")) {
		if (r->v->n)
			return wrong(r, "DIMENSION 出现两次", "DIMENSION stands there twice");
		TRY(whole_header(r, 2, VRP_PLACES_MAX, &whole));
		r->v->n = (int32_t)whole;
	} else if (word_is(key, "VEHICLES")) {
		TRY(whole_header(r, 1, INT32_MAX, &whole));
		r->v->vehicles = (int32_t)whole;
	} else if (word_is(key, "CAPACITY")) {
		TRY(word_number(&r->w, words_on_line(&r->w), &r->v->capacity));
	} else if (word_is(key, "SERVICE_TIME")) {
		TRY(read_service_all(r));
	} else {
		value = words_on_line(&r->w);
		if (word_is(key, "TYPE"))
			return read_type(r, value);
		if (word_is(key, "EDGE_WEIGHT_TYPE"))
			return read_weight_type(r, value);
		if (word_is(key, "EDGE_WEIGHT_FORMAT"))
			return read_triangle(r, value);
		return refuse(r, key);
	}
	return ERR_OK;
}

static enum err read_place_id(struct read *r, int32_t expected)
{
	int64_t id;

	TRY(words_whole(&r->w, 1, r->v->n, &id));
	if (id != expected)
		return wrong(r, "编号应从 1 起依次排列，第一个是车场", "numbers must run 1, 2, 3 ..., the depot first");
	return ERR_OK;
}

static enum err read_coordinate(struct read *r, double *ret)
{
	TRY(words_number(&r->w, ret));
	if (*ret > COORDINATE_MAX || *ret < -COORDINATE_MAX)
		return wrong(r, "坐标太大", "a coordinate is too large");
	return ERR_OK;
}

static enum err read_coordinates(struct read *r)
{
	zeros(r, &r->v->x);
	zeros(r, &r->v->y);
	for (int32_t i = 0; i < r->v->n; i++) {
		TRY(read_place_id(r, i + 1));
		TRY(read_coordinate(r, &r->v->x[i]));
		TRY(read_coordinate(r, &r->v->y[i]));
	}
	return ERR_OK;
}

static enum err read_list(struct read *r, double **first, double **second)
{
	zeros(r, first);
	if (second)
		zeros(r, second);
	for (int32_t i = 0; i < r->v->n; i++) {
		TRY(read_place_id(r, i + 1));
		TRY(words_number(&r->w, &(*first)[i]));
		if (second)
			TRY(words_number(&r->w, &(*second)[i]));
	}
	return ERR_OK;
}

static enum err read_matrix(struct read *r)
{
	int32_t n = r->v->n;
	bool diagonal = r->triangle == LOWER_DIAGONAL || r->triangle == UPPER_DIAGONAL;
	bool lower = r->triangle == LOWER || r->triangle == LOWER_DIAGONAL;

	if (n > VRP_MATRIX_MAX)
		return wrong(r, "矩阵太大：最多 10001 个地点", "the matrix is too large: at most 10001 places");
	if ((r->w.end - r->w.at) / 2 < (int64_t)n * (n - 1) / 2)
		return wrong(r, "矩阵不完整", "the matrix is cut short");
	r->v->matrix = arena_array(&r->w.cx->mem, int32_t, (int64_t)n * n);
	for (int32_t a = 0; a < n; a++) {
		int32_t begin = r->triangle == FULL || lower ? 0 : diagonal ? a : a + 1;
		int32_t end = r->triangle == FULL || !lower ? n : diagonal ? a + 1 : a;

		for (int32_t b = begin; b < end; b++) {
			int64_t value;

			TRY(words_whole(&r->w, 0, 300000000, &value));
			r->v->matrix[(int64_t)a * n + b] = (int32_t)value;
			if (r->triangle != FULL)
				r->v->matrix[(int64_t)b * n + a] = (int32_t)value;
		}
	}
	return ERR_OK;
}

static enum err read_section(struct read *r, struct word name)
{
	struct vrp *v = r->v;
	bool known;

	if (!v->n)
		return wrong(r, "各段之前应有 DIMENSION", "DIMENSION must stand before the sections");
	if (word_is(name, "NODE_COORD_SECTION"))
		return read_coordinates(r);
	if (word_is(name, "DEMAND_SECTION"))
		return read_list(r, &v->demand, NULL);
	if (word_is(name, "TIME_WINDOW_SECTION"))
		return read_list(r, &v->from, &v->until);
	if (word_is(name, "SERVICE_TIME_SECTION"))
		return read_list(r, &v->service, NULL);
	if (word_is(name, "EDGE_WEIGHT_SECTION"))
		return read_matrix(r);
	if (word_is(name, "DEPOT_SECTION"))
		return vrp_depots(&r->w, v);
	TRY(vrp_fleet_section(&r->w, v, name, &known));
	return known ? ERR_OK : refuse(r, name);
}

static enum err check_whole(struct read *r)
{
	struct vrp *v = r->v;

	if (!v->n)
		return wrong(r, "没有 DIMENSION", "there is no DIMENSION");
	if (v->capacity <= 0 && !v->fleet.capacity)
		return wrong(r, "没有 CAPACITY", "there is no CAPACITY");
	v->n_depots = v->n_depots ? v->n_depots : 1;
	if (!v->demand)
		return wrong(r, "没有 DEMAND_SECTION", "there is no DEMAND_SECTION");
	if (r->explicit ? !v->matrix : !r->euclid || !v->x)
		return wrong(r, "没有距离：要么 EUC_2D 和坐标，要么 EXPLICIT 和矩阵",
			     "there are no distances: EUC_2D with coordinates, or EXPLICIT with a matrix");
	if (!r->explicit)
		v->matrix = NULL;
	if (!v->service)
		v->service = arena_array(&r->w.cx->mem, double, v->n);
	for (int32_t i = 0; i < v->n_depots && r->service_of_all; i++)
		v->service[i] = 0;
	for (int32_t i = 0; i < v->vehicles && (v->fleet.depot || v->fleet.reload); i++)
		if ((v->fleet.depot && v->fleet.depot[i] >= v->n_depots) || (v->fleet.reload && v->fleet.reload[i] >= v->n_depots))
			return wrong(r, "有一辆车的车场不在 DEPOT_SECTION 里", "the depot of a vehicle is not in DEPOT_SECTION");
	return ERR_OK;
}

static enum err read_library(struct read *r)
{
	struct word word;

	r->v->form = VRP_LIB;
	while ((word = words_next(&r->w)).n && !word_is(word, "EOF")) {
		size_t n = word.n;

		if (n > 8 && word_is((struct word){ word.at + n - 8, 8 }, "_SECTION")) {
			TRY(read_section(r, word));
		} else {
			TRY(read_header(r, word));
			words_skip_line(&r->w);
		}
	}
	return check_whole(r);
}

/* Number, x, y, demand, ready time, due date, service time. */
static enum err read_table_row(struct read *r, struct word first, int32_t row, double *ret)
{
	int64_t id;

	TRY(word_whole(&r->w, first, 0, VRP_PLACES_MAX, &id));
	if (id != row)
		return wrong(r, "编号应从 0 起依次排列", "numbers must run 0, 1, 2 ...");
	for (int i = 0; i < 6; i++)
		TRY(word_number(&r->w, words_on_line(&r->w), &ret[i]));
	if (ret[0] > COORDINATE_MAX || ret[0] < -COORDINATE_MAX || ret[1] > COORDINATE_MAX || ret[1] < -COORDINATE_MAX)
		return wrong(r, "坐标太大", "a coordinate is too large");
	return ERR_OK;
}

static void columns(struct read *r, const double (*rows)[6])
{
	struct vrp *v = r->v;
	double **const column[6] = { &v->x, &v->y, &v->demand, &v->from, &v->until, &v->service };

	for (int i = 0; i < 6; i++) {
		zeros(r, column[i]);
		for (int32_t row = 0; row < v->n; row++)
			(*column[i])[row] = rows[row][i];
	}
}

static enum err read_table(struct read *r)
{
	double (*rows)[6] = NULL;
	size_t n = 0, room = 0;
	struct word word;
	int64_t vehicles;

	r->v->form = VRP_TABLE;
	snprintf(r->v->type, sizeof r->v->type, "VRPTW");
	while ((word = words_next(&r->w)).n && !word_is(word, "CAPACITY"))
		;
	TRY(words_whole(&r->w, 1, INT32_MAX, &vehicles));
	r->v->vehicles = (int32_t)vehicles;
	TRY(words_number(&r->w, &r->v->capacity));
	if (r->v->capacity <= 0)
		return wrong(r, "载重应大于 0", "the capacity must be above 0");
	while ((word = words_next(&r->w)).n && !word_is(word, "CUSTOMER"))
		;
	words_skip_line(&r->w);
	while ((word = words_next(&r->w)).n && (*word.at < '0' || *word.at > '9'))
		words_skip_line(&r->w);
	for (; word.n; word = words_next(&r->w)) {
		double row[6];

		if (n >= VRP_PLACES_MAX)
			return wrong(r, "地点太多", "too many places");
		TRY(read_table_row(r, word, (int32_t)n, row));
		memcpy(arena_push(&r->w.cx->mem, rows, n, room), row, sizeof row);
	}
	if (n < 2)
		return wrong(r, "没有客户行", "there are no customer rows");
	r->v->n = (int32_t)n;
	r->v->n_depots = 1;
	columns(r, rows);
	return ERR_OK;
}

/* A table has a line VEHICLE, without a colon, near its top. */
static bool looks_like_a_table(const char *bytes, size_t n)
{
	struct words w = { NULL, bytes, bytes + n, 1 };

	for (int i = 0; i < 20 && w.at < w.end; i++) {
		if (word_is(words_on_line(&w), "VEHICLE") && !words_on_line(&w).n)
			return true;
		words_skip_line(&w);
	}
	return false;
}

enum err vrp_read(struct ctx *cx, const char *bytes, size_t n, struct vrp *ret)
{
	struct read r = { .w = { cx, bytes, bytes + n, 1 }, .v = ret };

	*ret = (struct vrp){ .reloads = -1 };
	return looks_like_a_table(bytes, n) ? read_table(&r) : read_library(&r);
}
