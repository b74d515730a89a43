/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/resident/open_page.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/catalog/catalog.h"
#include "caps/resident/resident.h"

/* The page behind a compound's link: what is open, until when, whom to call.  Plain HTML; a browser that can goes on to the app. */

const char *const open_languages[] = { "zh", "en", NULL };

struct open_page { struct buf b; bool en; struct ctx *cx; };

static void raw(struct open_page *p, const char *html) { buf_text(&p->b, html); }
static void say(struct open_page *p, const char *zh, const char *en) { raw(p, p->en ? en : zh); }

static void text(struct open_page *p, const char *words)
{
	for (; *words; words++)
		switch (*words) {
		case '&':  raw(p, "&amp;"); break;
		case '<':  raw(p, "&lt;"); break;
		case '>':  raw(p, "&gt;"); break;
		case '"':  raw(p, "&quot;"); break;
		case '\'': raw(p, "&#39;"); break;
		default:   buf_char(&p->b, *words);
		}
}

/* "11-23 18:00" */
static void moment(struct open_page *p, int64_t ms)
{
	char time[30];

	civil_write_time(ms, time);
	buf_print(&p->b, "%.5s %.5s", time + 5, time + 11);
}

static void head(struct open_page *p, const char *place, const char *link)
{
	raw(p, "<!doctype html>\n");
	say(p, "<html lang=\"zh-CN\">", "<html lang=\"en\">");
	raw(p, "<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
	       "<meta name=\"color-scheme\" content=\"light dark\"><title>");
	text(p, place);
	raw(p, "</title><link rel=\"icon\" href=\"/public/mark.svg\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"/public/style.css\">"
	       "<script src=\"/resident/open.js\" defer></script></head>\n<body><header><div class=\"wide\"><div class=\"name\"><h1>");
	text(p, place);
	raw(p, "</h1></div><nav><a href=\"/open?link=");
	text(p, link);
	say(p, "&amp;lang=en\" lang=\"en\">English</a>", "\" lang=\"zh-CN\">中文</a>");
	raw(p, "</nav></div></header>\n<main class=\"wide\"><section class=\"card\"><div class=\"title\"><h2><a href=\"/resident/#/in/");
	text(p, link);
	say(p, "\">用手机订菜</a></h2></div><p class=\"sub\">打不开也不要紧：下面是现在能订的，打电话一样订。</p></section>\n",
	    "\">Order by phone</a></h2></div><p class=\"sub\">If it does not open: here is what may be ordered now; a call does as well.</p></section>\n");
}

static void offer_lines(struct open_page *p, const struct offer *o)
{
	say(p, "<table><thead><tr><th>品名</th><th class=\"num\">价钱</th><th class=\"num\">余</th></tr></thead><tbody>",
	    "<table><thead><tr><th>What</th><th class=\"num\">Price</th><th class=\"num\">Left</th></tr></thead><tbody>");
	for (size_t i = 0; i < o->n_lines; i++) {
		raw(p, "<tr><th>");
		text(p, o->lines[i].zh);
		raw(p, "</th><td class=\"num\">");
		buf_print(&p->b, "¥%s", text_write_money(&p->cx->mem, o->lines[i].price_fen));
		if (o->lines[i].price_units > 1) {
			buf_print(&p->b, " /%lld ", (long long)o->lines[i].price_units);
			text(p, o->lines[i].unit);
		}
		buf_print(&p->b, "</td><td class=\"num\">%lld ", (long long)o->lines[i].left);
		text(p, o->lines[i].unit);
		raw(p, "</td></tr>");
	}
	raw(p, "</tbody></table>");
}

static void offer_card(struct open_page *p, const struct offer *o)
{
	raw(p, "<section class=\"card\"><div class=\"title\"><h2>");
	text(p, o->name);
	raw(p, "</h2></div><p class=\"sub\">");
	if (o->cut_off_ms) {
		moment(p, o->cut_off_ms);
		say(p, " 截单。", " is the cut-off. ");
	}
	if (o->deliver_from_ms) {
		moment(p, o->deliver_from_ms);
		raw(p, "–");
		moment(p, o->deliver_until_ms);
		say(p, " 送到。不收配送费。", " delivered. No delivery charge.");
	}
	raw(p, "</p>");
	offer_lines(p, o);
	raw(p, "</section>\n");
}

static void contacts(struct open_page *p, const struct resident_gate *gate)
{
	say(p, "<section class=\"card\"><div class=\"title\"><h2>打给谁</h2></div>", "<section class=\"card\"><div class=\"title\"><h2>Whom to call</h2></div>");
	if (!gate->n_contacts)
		say(p, "<p class=\"empty\">还没有登记电话，请问物业或社区。</p>", "<p class=\"empty\">No number is known yet; ask the community.</p>");
	raw(p, "<ul class=\"gifts\">");
	for (size_t i = 0; i < gate->n_contacts; i++) {
		const struct resident_contact *c = &gate->contacts[i];

		raw(p, "<li><div><b>");
		text(p, p->en ? c->who_en : c->who_zh);
		raw(p, "</b> ");
		text(p, c->name);
		raw(p, "</div>");
		if (*c->phone) {
			raw(p, "<a href=\"tel:");
			text(p, c->phone);
			raw(p, "\">");
			text(p, c->phone);
			raw(p, "</a>");
		}
		raw(p, "</li>");
	}
	raw(p, "<li><div><b>120</b></div><a href=\"tel:120\">120</a></li></ul></section>\n");
}

enum err open_page(struct ctx *cx, const struct open_ask *ask, struct open_file *ret)
{
	struct open_page p = { .b = BUF(&cx->mem), .en = ask->lang == 1, .cx = cx };
	struct resident_gate gate;
	struct offer *open, full;
	size_t n;

	TRY(resident_gate_of(cx, ask->link, &gate));
	TRY(offers_for(cx, gate.place.path, &open, &n));
	head(&p, gate.place.name, ask->link);
	if (!n)
		say(&p, "<section class=\"card\"><p class=\"empty\">现在没有开着的团。急需请打电话。</p></section>\n",
		    "<section class=\"card\"><p class=\"empty\">Nothing is open now. If it is urgent, call.</p></section>\n");
	for (size_t i = 0; i < n && i < OPEN_OFFERS_MAX; i++) {
		TRY(offer_get(cx, open[i].offer_id, &full));
		offer_card(&p, &full);
	}
	contacts(&p, &gate);
	raw(&p, "</main></body></html>\n");
	*ret = (struct open_file){ { buf_get(&p.b), p.b.n }, "text/html; charset=utf-8", "" };
	return ERR_OK;
}
