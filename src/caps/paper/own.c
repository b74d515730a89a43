/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/paper/paper_own.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/purchase/purchase.h"
#include "caps/stock/stock.h"

void paper_say(struct paper_own *own, const char *label, const char *value, bool wide)
{
	if (own->n_fields < PAPER_FIELDS_MAX)
		own->fields[own->n_fields++] = (struct form_field){ label, value, wide };
}

/* Booked, counted and why, of the lots that differ: each is a line of the document. */
const char **paper_own_cells(struct paper_own *own, const struct doc *doc)
{
	own->cells = arena_array(own->mem, const char *, doc->n_lines * PAPER_OWN_CELLS + 1);
	for (size_t i = 0; i < doc->n_lines * PAPER_OWN_CELLS; i++)
		own->cells[i] = "";
	return own->cells;
}

/* A document whose own room has not written anything beside it is printed with what it has. */
enum err paper_unless_missing(struct ctx *cx, enum err e, struct fault before)
{
	if (e != ERR_NOT_FOUND)
		return e;
	cx->fault = before;
	return ERR_OK;
}

enum err paper_own_count(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	struct stock_counted *rows;
	size_t n;

	TRY(stock_count_rows(cx, doc->doc_id, &rows, &n));
	own->cells = arena_array(own->mem, const char *, doc->n_lines * PAPER_OWN_CELLS + 1);
	for (size_t i = 0; i < doc->n_lines; i++)
		for (size_t k = 0; k < n; k++) {
			const struct doc_line *l = &doc->lines[i];
			const char **cell = &own->cells[i * PAPER_OWN_CELLS];

			if (rows[k].lot_id != l->lot_id || rows[k].item_id != l->item_id || rows[k].owner_id != l->owner_id || rows[k].fund_id != l->fund_id)
				continue;
			cell[0] = arena_print(own->mem, "%lld", (long long)rows[k].booked);
			cell[1] = arena_print(own->mem, "%lld", (long long)rows[k].counted);
			cell[2] = rows[k].reason;
		}
	return ERR_OK;
}

/* Invoices and papers, as far as they are there. */
enum err paper_own_purchase(struct ctx *cx, const struct doc *doc, struct paper_own *own)
{
	struct buf invoices = BUF(own->mem), papers = BUF(own->mem);
	struct purchase_view v;
	struct doc again;

	TRY(purchase_see(cx, doc->doc_id, &again, &v));
	for (size_t i = 0; i < v.n_invoices; i++) {
		char day[11];

		buf_print(&invoices, "%s%s（%s，%s 元）", i ? "；" : "", v.invoices[i].invoice_no, civil_write_day(v.invoices[i].day, day),
			  text_write_money(own->mem, v.invoices[i].sum_fen));
	}
	for (size_t i = 0; i < v.n_papers; i++)
		buf_print(&papers, "%s%s：%s", i ? "；" : "", v.papers[i].name, v.papers[i].number[0] ? v.papers[i].number : "缺");
	paper_say(own, "发票", invoices.n ? buf_get(&invoices) : "", false);
	paper_say(own, "随货证明", papers.n ? buf_get(&papers) : "", false);
	return ERR_OK;
}
