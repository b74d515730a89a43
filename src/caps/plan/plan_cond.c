/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_cond.h"
#include "caps/plan/plan_shape.h"
#include "caps/plan/plan_value.h"
#include <ctype.h>
#include <string.h>

/* Recursive descent with a bounded depth; the first break is reported. */
enum { COND_DEPTH_MAX = 24 };

enum token { TOKEN_END, TOKEN_NUMBER, TOKEN_NAME, TOKEN_SIGN, TOKEN_BAD };
struct parser {
	struct arena     *mem;
	const char       *text, *at, *next;   /* at: the current token */
	enum token        token;
	char              sign[3];
	const char       *name;
	struct plan_qty   number;
	int               depth;
	struct cond_fault fault;
	bool              broken;
};

static const struct { const char *name, *usage; } functions[] = {
	{ "sum", "sum(cases over 7 d)" }, { "mean", "mean(cases over 21 d before 7 d per 7 d)" }, { "highest", "highest(cases over 7 d)" },
	{ "lowest", "lowest(cases over 7 d)" }, { "latest", "latest(cases)" }, { "rise", "rise(retail over 7 d against 30 d before 7 d)" },
	{ "stock", "stock(grain)" }, { "need", "need(grain)" }, { "days_of_cover", "days_of_cover(grain)" }, { "gap", "gap(grain for 7 d)" },
	{ "count", "count(subdistrict where latest(cases) >= 1)" }, { "share", "share(subdistrict where latest(cases) >= 1)" },
	{ "any", "any(subdistrict where latest(cases) >= 1)" }, { "every", "every(subdistrict where latest(cases) = 0)" },
	{ "held", "held(steady for 3 d)" }, { "since", "since(case.opened)" }, { "happened", "happened(case.opened within 14 d)" },
	{ "fresh", "fresh(check within 24 h)" }, { "listed", "listed(whitelist)" }, { "holds", "holds(vehicle_pass)" },
	{ "filled", "filled(invoice)" }, { "orders", "orders(within 2 d)" }, { "known", "known(price)" },
};

const char *cond_usage(const char *function)
{
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (strcmp(functions[i].name, function) == 0)
			return functions[i].usage;
	return NULL;
}

static int place(const struct parser *p, const char *at)
{
	int n = 1;

	for (const char *s = p->text; s < at; s++)
		n += ((unsigned char)*s >> 6) != 2;
	return n;
}

static void *break_here(struct parser *p, const char *zh, const char *en)
{
	if (!p->broken) {
		size_t n = (size_t)(p->next - p->at);

		p->broken = true;
		p->fault.at = place(p, p->at);
		p->fault.found = p->token == TOKEN_END ? "" : arena_bytes(p->mem, p->at, n);
		p->fault.expected_zh = zh;
		p->fault.expected_en = en;
	}
	p->token = TOKEN_END;
	return NULL;
}

static bool name_byte(char c) { return isalnum((unsigned char)c) || c == '_' || c == '.' || (unsigned char)c >= 0x80; }

/* A unit right after a number: "7 d", "30 %", "5万元", "5 working days". */
static const char *read_number(struct parser *p, const char *s)
{
	const char *digits = s, *end, *best = NULL;
	struct value v;

	while (isdigit((unsigned char)*s) || (*s == '.' && isdigit((unsigned char)s[1])))
		s++;
	if (value_read(p->mem, arena_bytes(p->mem, digits, (size_t)(s - digits)), &v) != VALUE_OK)
		v = (struct value){ 0 };
	best = v.low.unit ? s : NULL;
	p->number = v.low;
	end = *s == ' ' ? s + 1 : s;
	if (strncmp(end, "working day", 11) == 0)
		end += 8;
	while (name_byte(*end) || *end == '%' || (*end == '/' && end[1] == 'L'))
		end++;
	if (end > s && value_read(p->mem, arena_bytes(p->mem, digits, (size_t)(end - digits)), &v) == VALUE_OK) {
		p->number = v.low;
		best = end;
	}
	return best;
}

static void advance(struct parser *p)
{
	const char *s = p->next;

	while (*s == ' ' || *s == '\n')
		s++;
	p->at = s;
	if (p->broken || !*s) {
		p->token = TOKEN_END;
		p->next = s;
	} else if (isdigit((unsigned char)*s)) {
		const char *end = read_number(p, s);

		p->token = end ? TOKEN_NUMBER : TOKEN_BAD;
		p->next = end ? end : s + 1;
	} else if (name_byte(*s) && *s != '.') {
		while (name_byte(*s))
			s++;
		p->token = TOKEN_NAME;
		p->name = arena_bytes(p->mem, p->at, (size_t)(s - p->at));
		p->next = s;
	} else if (strchr("<>=!+-*/()", *s)) {
		size_t n = (*s == '<' || *s == '>' || *s == '!') && s[1] == '=' ? 2 : 1;

		memcpy(p->sign, s, n);
		p->sign[n] = '\0';
		p->token = *s == '!' && n == 1 ? TOKEN_BAD : TOKEN_SIGN;
		p->next = s + n;
	} else {
		p->token = TOKEN_BAD;
		p->next = s + 1;
	}
}

static bool is_name(const struct parser *p, const char *word) { return p->token == TOKEN_NAME && strcmp(p->name, word) == 0; }
static bool is_sign(const struct parser *p, const char *sign) { return p->token == TOKEN_SIGN && strcmp(p->sign, sign) == 0; }

static bool take_name(struct parser *p, const char *word)
{
	if (!is_name(p, word))
		return false;
	advance(p);
	return true;
}

static struct plan_cond *new_cond(struct parser *p, enum cond_op op, const struct plan_cond *left, const struct plan_cond *right)
{
	struct plan_cond *c = arena_new(p->mem, sizeof *c);

	c->op = op;
	c->at = left ? left->at : place(p, p->at);
	c->left = left;
	c->right = right;
	return c;
}

static const struct plan_cond *parse_or(struct parser *p);

static bool take_dur(struct parser *p, struct plan_dur *ret)
{
	if (p->token != TOKEN_NUMBER || p->number.dim != DIM_TIME || p->number.n <= 0) {
		break_here(p, "应为时长，如 7 d", "a duration such as 7 d");
		return false;
	}
	*ret = value_dur(&p->number);
	advance(p);
	return true;
}

static bool take_subject(struct parser *p, const char **ret)
{
	if (p->token != TOKEN_NAME || plan_reserved(p->name)) {
		break_here(p, "应为名称", "a name");
		return false;
	}
	*ret = p->name;
	advance(p);
	return true;
}

/* over 21 d [before 7 d] [per 7 d] [against ...] | since event | today | within 24 h | for 3 d | as word */
static bool take_narrowings(struct parser *p, struct plan_cond *c)
{
	for (int i = 0; i < 5 && !p->broken; i++) {
		if (take_name(p, "over") ? !take_dur(p, &c->over)
		    : take_name(p, "before") ? !take_dur(p, &c->before)
		    : take_name(p, "per") ? !take_dur(p, &c->per)
		    : take_name(p, "against") ? !take_dur(p, &c->against)
		    : take_name(p, "within") || take_name(p, "for") ? !take_dur(p, &c->within)
		    : take_name(p, "since") ? !take_subject(p, &c->since)
		    : take_name(p, "as") ? !take_subject(p, &c->as) : false)
			return false;
		if (is_name(p, "today")) {
			c->today = true;
			advance(p);
		}
	}
	return !p->broken;
}

static const struct plan_cond *parse_inside(struct parser *p, struct plan_cond *c)
{
	const char *f = c->word;

	if (strcmp(f, "held") == 0 || strcmp(f, "known") == 0) {
		c->where = parse_or(p);
	} else if (strcmp(f, "orders") == 0) {
		if (p->token == TOKEN_NAME && !plan_reserved(p->name))
			take_subject(p, &c->subject);
	} else if (!take_subject(p, &c->subject)) {
		return NULL;
	}
	if (strstr("count/share/any/every", f) && strlen(f) > 2) {
		if (!take_name(p, "where"))
			return break_here(p, "应为 where", "where");
		c->where = parse_or(p);
	}
	if (!take_narrowings(p, c))
		return NULL;
	if (!is_sign(p, ")"))
		return break_here(p, "应为右括号", "a closing bracket");
	advance(p);
	return c;
}

static const struct plan_cond *parse_word(struct parser *p)
{
	struct plan_cond *c = new_cond(p, COND_WORD, NULL, NULL);
	bool function = cond_usage(p->name) != NULL;

	if (plan_reserved(p->name) && strcmp(p->name, "level") != 0 && !function && strcmp(p->name, "standby") != 0
	    && strcmp(p->name, "active") != 0)
		return break_here(p, "应为名称或数值", "a name or a number");
	c->word = p->name;
	advance(p);
	if (!is_sign(p, "(")) {
		if (function && !p->broken) {
			break_here(p, "应为括号", "brackets");
			p->fault.shape = true;
			p->fault.function = c->word;
			p->fault.at = c->at;
		}
		return c;
	}
	if (!function) {
		p->fault.function = c->word;
		return break_here(p, "没有这个函数", "no function of that name");
	}
	c->op = COND_CALL;
	advance(p);
	return parse_inside(p, c);
}

static const struct plan_cond *parse_factor(struct parser *p)
{
	const struct plan_cond *c;

	if (p->token == TOKEN_NUMBER) {
		struct plan_cond *number = new_cond(p, COND_NUMBER, NULL, NULL);

		number->number = p->number;
		advance(p);
		return number;
	}
	if (p->token == TOKEN_NAME)
		return parse_word(p);
	if (is_sign(p, "-")) {
		advance(p);
		if (++p->depth > COND_DEPTH_MAX)
			return break_here(p, "条件套得太深", "a condition that is less deep");
		c = parse_factor(p);
		p->depth--;
		return new_cond(p, COND_MINUS, c, NULL);
	}
	if (!is_sign(p, "("))
		return break_here(p, "应为名称、数值或括号", "a name, a number or a bracket");
	advance(p);
	c = parse_or(p);
	if (!is_sign(p, ")"))
		return break_here(p, "应为右括号", "a closing bracket");
	advance(p);
	return c;
}

static const struct plan_cond *parse_product(struct parser *p)
{
	const struct plan_cond *c = parse_factor(p);

	while (!p->broken && (is_sign(p, "*") || is_sign(p, "/"))) {
		enum cond_op op = *p->sign == '*' ? COND_TIMES : COND_DIVIDE;

		advance(p);
		c = new_cond(p, op, c, parse_factor(p));
	}
	return c;
}

static const struct plan_cond *parse_sum(struct parser *p)
{
	const struct plan_cond *c = parse_product(p);

	while (!p->broken && (is_sign(p, "+") || is_sign(p, "-"))) {
		enum cond_op op = *p->sign == '+' ? COND_ADD : COND_SUBTRACT;

		advance(p);
		c = new_cond(p, op, c, parse_product(p));
	}
	return c;
}

static const struct plan_cond *parse_test(struct parser *p)
{
	static const struct { const char *sign; enum cond_op op; } signs[] = { { "<", COND_LESS }, { "<=", COND_AT_MOST },
		{ "=", COND_EQUAL }, { "!=", COND_NOT_EQUAL }, { ">=", COND_AT_LEAST }, { ">", COND_MORE } };
	const struct plan_cond *c = parse_sum(p);

	if (!p->broken && take_name(p, "is")) {
		struct plan_cond *is = new_cond(p, COND_IS, c, NULL);

		take_subject(p, &is->word);
		return is;
	}
	for (size_t i = 0; !p->broken && i < sizeof signs / sizeof *signs; i++)
		if (is_sign(p, signs[i].sign)) {
			advance(p);
			return new_cond(p, signs[i].op, c, parse_sum(p));
		}
	return c;
}

static const struct plan_cond *parse_not(struct parser *p)
{
	if (is_name(p, "not")) {
		advance(p);
		return new_cond(p, COND_NOT, parse_test(p), NULL);
	}
	return parse_test(p);
}

static const struct plan_cond *parse_and(struct parser *p)
{
	const struct plan_cond *c = parse_not(p);

	while (!p->broken && take_name(p, "and"))
		c = new_cond(p, COND_AND, c, parse_not(p));
	return c;
}

static const struct plan_cond *parse_or(struct parser *p)
{
	const struct plan_cond *c;

	if (++p->depth > COND_DEPTH_MAX)
		return break_here(p, "条件套得太深", "a condition that is less deep");
	c = parse_and(p);
	while (!p->broken && take_name(p, "or"))
		c = new_cond(p, COND_OR, c, parse_and(p));
	p->depth--;
	return c;
}

const struct plan_cond *cond_parse(struct arena *mem, const char *text, struct cond_fault *ret_fault)
{
	struct parser p = { .mem = mem, .text = text, .next = text };
	const struct plan_cond *c;

	if (strlen(text) > 2000) {
		*ret_fault = (struct cond_fault){ .at = 1, .found = "…", .expected_zh = "不超过 2000 字节", .expected_en = "at most 2000 bytes" };
		return NULL;
	}
	advance(&p);
	c = parse_or(&p);
	if (!p.broken && p.token != TOKEN_END)
		break_here(&p, "应为 and、or 或比较", "and, or, or a comparison");
	*ret_fault = p.fault;
	if (p.broken)
		return NULL;
	((struct plan_cond *)c)->text = arena_text(mem, text);
	return c;
}
