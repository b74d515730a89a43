/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/plan/plan_say.h"
#include <string.h>

/* A condition in Chinese words, for explanations and refusals. */
static const struct { const char *word, *zh; } words[] = {
#define COND_WORD_ROW(word, place, type, zh) { #word, zh },
#include "caps/plan/plan_cond_words.def"
	{ "level", "响应级别" }, { "invoice", "票据" }, { "certificate", "合格证" }, { "test_report", "检验报告" }, { "permit", "许可证" },
	{ "signature", "签字" }, { "photo", "照片" }, { "voucher", "凭证" }, { "decision", "决定" }, { "receipt_note", "送货单" },
	{ "real_name", "实名" },
};

static void say(const struct speaker *s, struct buf *b, const struct plan_cond *c);

static const char *word_of(const struct speaker *s, const char *word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, word) == 0)
			return words[i].zh;
	return say_name(s, NULL, word);
}

static void say_dur(struct buf *b, struct plan_dur d)
{
	static const struct { int64_t ms; const char *zh; } units[] = { { 86400000, "天" }, { 3600000, "小时" }, { 60000, "分钟" }, { 1000, "秒" } };

	if (d.unit != DUR_MS) {
		buf_print(b, "%lld%s", (long long)d.n, d.unit == DUR_MONTH ? "个月" : d.unit == DUR_YEAR ? "年" : "个工作日");
		return;
	}
	for (size_t i = 0; i < 4; i++)
		if (d.n % units[i].ms == 0 || i == 3) {
			buf_print(b, "%lld%s", (long long)(d.n / units[i].ms), units[i].zh);
			return;
		}
}

/* The largest unit that says it whole. */
static bool say_measure(struct buf *b, const struct plan_qty *q)
{
	static const struct { enum plan_dim dim; int64_t factor; const char *zh; } units[] = { { DIM_MASS, 1000000000, "吨" },
		{ DIM_MASS, 1000000, "公斤" }, { DIM_MASS, 1000, "克" }, { DIM_MASS, 1, "毫克" }, { DIM_VOLUME, 1000, "升" }, { DIM_VOLUME, 1, "毫升" },
		{ DIM_LENGTH, 1000000, "公里" }, { DIM_LENGTH, 1000, "米" }, { DIM_LENGTH, 1, "毫米" }, { DIM_TEMPERATURE, 10, "℃" } };

	if (q->dim == DIM_TEMPERATURE && q->n % 10 && q->n > 0) {
		buf_print(b, "%lld.%lld℃", (long long)(q->n / 10), (long long)(q->n % 10));
		return true;
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (units[i].dim == q->dim && q->n % units[i].factor == 0) {
			buf_print(b, "%lld%s", (long long)(q->n / units[i].factor), units[i].zh);
			return true;
		}
	return false;
}

static void say_number(struct buf *b, const struct plan_qty *q)
{
	struct plan_dur d = { q->n, DUR_MS };

	switch (q->dim) {
	case DIM_TIME:
		if (strcmp(q->unit, "month") == 0 || strcmp(q->unit, "year") == 0 || strcmp(q->unit, "working day") == 0)
			buf_print(b, "%lld%s", (long long)q->n, *q->unit == 'm' ? "个月" : *q->unit == 'y' ? "年" : "个工作日");
		else
			say_dur(b, d);
		break;
	case DIM_SHARE:
		buf_print(b, q->n % 100 ? "%lld.%02lld%%" : "%lld%%", (long long)(q->n / 100), (long long)(q->n % 100));
		break;
	case DIM_MONEY:
		buf_print(b, q->n % 100 ? "%lld.%02lld元" : "%lld元", (long long)(q->n / 100), (long long)(q->n % 100));
		break;
	case DIM_COUNT:
		buf_print(b, "%lld%s", (long long)q->n, plan_unit_zh(q->unit));
		break;
	default:
		if (!say_measure(b, q))
			buf_print(b, "%lld%s", (long long)q->n, plan_unit_zh(q->unit));
	}
}

static void say_span(const struct speaker *s, struct buf *b, const struct plan_cond *c)
{
	if (c->before.unit && !c->against.unit) {
		buf_text(b, "近");
		say_dur(b, c->before);
		buf_text(b, "之前");
		say_dur(b, c->over);
	} else if (c->over.unit) {
		buf_text(b, "近");
		say_dur(b, c->over);
	} else if (c->since) {
		buf_print(b, "自%s以来", say_name(s, NULL, c->since));
	} else if (c->today) {
		buf_text(b, "今天");
	}
}

static void say_series(const struct speaker *s, struct buf *b, const struct plan_cond *c, const char *what)
{
	bool rise = strcmp(c->word, "rise") == 0;

	if (rise)
		buf_text(b, say_name(s, NULL, c->subject));
	say_span(s, b, c);
	buf_print(b, "%s%s", rise ? "比此前" : say_name(s, NULL, c->subject), what);
	if (c->per.unit && strcmp(c->word, "mean") == 0) {
		buf_text(b, "（每");
		say_dur(b, c->per);
		buf_text(b, "）");
	}
}

static void say_subject(const struct speaker *s, struct buf *b, const struct plan_cond *c, const char *zh)
{
	if (c->within.unit) {
		say_dur(b, c->within);
		buf_text(b, "内");
	} else if (c->since) {
		buf_print(b, "%s以来", say_name(s, NULL, c->since));
	} else if (c->today) {
		buf_text(b, "今天");
	}
	buf_print(b, "%s%s", zh, c->subject ? word_of(s, c->subject) : "");
}

static void say_call(const struct speaker *s, struct buf *b, const struct plan_cond *c)
{
	static const struct { const char *name, *zh; } series[] = { { "sum", "累计" }, { "mean", "平均" }, { "highest", "最高" },
		{ "lowest", "最低" }, { "latest", "最新值" }, { "rise", "涨幅" } };
	static const struct { const char *name, *zh; } goods[] = { { "stock", "可用库存" }, { "need", "日需" }, { "days_of_cover", "可供天数" }, { "gap", "缺口" } };
	static const struct { const char *name, *zh; } subjects[] = { { "since", "距" }, { "happened", "发生过" }, { "fresh", "有" },
		{ "listed", "列入" }, { "holds", "持" }, { "filled", "有" }, { "orders", "本户订单数" } };

	for (size_t i = 0; i < sizeof series / sizeof *series; i++)
		if (strcmp(series[i].name, c->word) == 0) {
			say_series(s, b, c, series[i].zh);
			return;
		}
	for (size_t i = 0; i < sizeof goods / sizeof *goods; i++)
		if (strcmp(goods[i].name, c->word) == 0) {
			buf_print(b, "%s%s", say_name(s, NULL, c->subject), goods[i].zh);
			return;
		}
	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
		if (strcmp(subjects[i].name, c->word) == 0) {
			say_subject(s, b, c, subjects[i].zh);
			return;
		}
	if (!c->subject) {          /* held, known */
		buf_text(b, strcmp(c->word, "known") == 0 ? "已知" : "");
		say(s, b, c->where);
		buf_text(b, strcmp(c->word, "held") == 0 ? "已持续" : "");
		if (c->within.unit)
			say_dur(b, c->within);
		return;
	}
	buf_text(b, strcmp(c->word, "any") == 0 ? "有" : strcmp(c->word, "every") == 0 ? "每个" : "");
	buf_print(b, strcmp(c->word, "every") == 0 ? "%s均" : "%s", *c->word == 'e' || *c->word == 'a' ? say_name(s, NULL, c->subject) : "");
	say(s, b, c->where);
	if (*c->word == 'c' || *c->word == 's')
		buf_print(b, "的%s%s", say_name(s, NULL, c->subject), *c->word == 'c' ? "数" : "占比");
}

static void say_two(const struct speaker *s, struct buf *b, const struct plan_cond *c, const char *sign)
{
	say(s, b, c->left);
	buf_text(b, sign);
	say(s, b, c->right);
}

static void say(const struct speaker *s, struct buf *b, const struct plan_cond *c)
{
	static const char *const signs[] = { [COND_OR] = "，或", [COND_AND] = "，且", [COND_LESS] = " < ", [COND_AT_MOST] = " ≤ ",
		[COND_EQUAL] = " = ", [COND_NOT_EQUAL] = " ≠ ", [COND_AT_LEAST] = " ≥ ", [COND_MORE] = " > ", [COND_ADD] = " + ",
		[COND_SUBTRACT] = " − ", [COND_TIMES] = " × ", [COND_DIVIDE] = " ÷ " };

	switch (c->op) {
	case COND_NOT:
		buf_text(b, "并非");
		say(s, b, c->left);
		break;
	case COND_MINUS:
		buf_text(b, "−");
		say(s, b, c->left);
		break;
	case COND_IS:
		say(s, b, c->left);
		buf_print(b, "为%s", word_of(s, c->word));
		break;
	case COND_NUMBER: say_number(b, &c->number); break;
	case COND_WORD:   buf_text(b, word_of(s, c->word)); break;
	case COND_CALL:   say_call(s, b, c); break;
	default:          say_two(s, b, c, signs[c->op]); break;
	}
}

void say_cond(const struct speaker *s, struct buf *b, const char *text)
{
	struct cond_fault fault;
	const struct plan_cond *c = cond_parse(s->mem, text, &fault);

	if (c && s->english)
		say_cond_en(s, b, c);
	else if (c)
		say(s, b, c);
	else
		buf_text(b, text);
}
