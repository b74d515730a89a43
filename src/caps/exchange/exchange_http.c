/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/exchange.h"
#include "http/op.h"

struct exchange_upload { int64_t what, format; const char *name, *sheet, *columns; bool replace, keep_good; struct bytes body; };
struct exchange_want { int64_t what, format; };
struct exchange_download { struct bytes body; const char *type, *name; };

#define FILE_FIELDS \
	WORD(exchange_upload, what, exchange_what_words, "what the rows are"), \
	OPT_TEXT(exchange_upload, name, 0, 200, "the file's name, for messages"), \
	OPT_TEXT(exchange_upload, sheet, 0, 31, "sheet of a workbook; absent: the first visible one"), \
	OPT_TEXT(exchange_upload, columns, 0, 4000, "what headings mean, \"qty=数量;item=物资\"; \"=备注\" ignores a column"), \
	OPT_BOOL(exchange_upload, replace, "rows whose code is known change that record"), \
	BYTES(exchange_upload, body, 1, EXCHANGE_BYTES_MAX, "the file: CSV (UTF-8, GB18030, UTF-16) or .xlsx")

static const struct shape preview_shape = { "exchange_preview", sizeof(struct exchange_upload), (const struct field[]){
	FILE_FIELDS, { 0 } } };
static const struct shape import_shape = { "exchange_import", sizeof(struct exchange_upload), (const struct field[]){
	FILE_FIELDS, OPT_BOOL(exchange_upload, keep_good, "import the good rows although others are bad"), { 0 } } };
static const struct shape bad_rows_shape = { "exchange_bad_rows", sizeof(struct exchange_upload), (const struct field[]){
	FILE_FIELDS, OPT_WORD(exchange_upload, format, exchange_format_words, "of the answer; absent: csv"), { 0 } } };

static SHAPE(exchange_want,
	WORD(exchange_want, what, exchange_what_words, "which records"),
	OPT_WORD(exchange_want, format, exchange_format_words, "csv (UTF-8 with BOM), csv_gb18030 or xlsx; absent: csv"));

static SHAPE(exchange_fault,
	I64(exchange_fault, row, 1, 2000000, "row as the spreadsheet numbers it; the header is usually 1"),
	OPT_TEXT(exchange_fault, column, 0, 33000, "heading of the column"),
	OPT_TEXT(exchange_fault, value, 0, EXCHANGE_VALUE_MAX + 1, "what stands there, shortened"),
	TEXT(exchange_fault, zh, 0, 480, "what is wrong, Chinese"),
	TEXT(exchange_fault, en, 0, 480, "what is wrong, English"));
static SHAPE(exchange_column,
	TEXT(exchange_column, header, 0, 33000, "heading in the file"),
	OPT_TEXT(exchange_column, field, 0, 40, "what it is taken for; absent: ignored"));
static SHAPE(exchange_sheet, TEXT(exchange_sheet, name, 0, 255, "name of a sheet"));
static SHAPE(exchange_document,
	ID(exchange_document, doc_id, "the document"), OPT_TEXT(exchange_document, number, 0, 40, "its number"),
	TEXT(exchange_document, state, 1, 40, "its state"));
static SHAPE(exchange_report,
	I64(exchange_report, rows, 0, 1000000, "rows read"), I64(exchange_report, good, 0, 1000000, "rows that are good"),
	I64(exchange_report, bad, 0, 1000000, "rows that are bad"),
	I64(exchange_report, left_out, 0, 1000000, "rows left out: examples and totals"),
	I64(exchange_report, created, 0, 1000000, "records or documents made; 0 in a preview"),
	I64(exchange_report, changed, 0, 1000000, "records changed"),
	TEXT(exchange_report, encoding, 0, 20, "as what the file was read"), OPT_TEXT(exchange_report, sheet, 0, 255, "the sheet that was read"),
	I64(exchange_report, n_faults, 0, INT64_C(1000000000), "bad cells in all"),
	LIST(exchange_report, faults, &exchange_fault_shape, 0, EXCHANGE_FAULTS_MAX, "the first of them"),
	LIST(exchange_report, columns, &exchange_column_shape, 0, 200, "what each column was taken for"),
	LIST(exchange_report, sheets, &exchange_sheet_shape, 0, 256, "sheets of the workbook"),
	LIST(exchange_report, documents, &exchange_document_shape, 0, EXCHANGE_DOCUMENTS_MAX, "documents the import made"));
static SHAPE(exchange_download,
	BYTES(exchange_download, body, 0, INT64_C(1) << 30, "the file"), TEXT(exchange_download, type, 1, 100, "media type"),
	TEXT(exchange_download, name, 1, 100, "file name"));
static struct exchange_file file_of(const struct exchange_upload *in)
{
	return (struct exchange_file){ .what = in->what, .name = in->name, .bytes = in->body, .sheet = in->sheet,
		.columns = in->columns, .replace = in->replace };
}

static enum err preview(struct ctx *cx, const void *in, void *out)
{
	struct exchange_file file = file_of(in);

	return exchange_preview(cx, &file, out);
}

static enum err import(struct ctx *cx, const void *in, void *out)
{
	const struct exchange_upload *upload = in;
	struct exchange_file file = file_of(upload);

	return exchange_import(cx, &file, upload->keep_good, out);
}

static void name_download(struct ctx *cx, struct exchange_download *d, int64_t what, int64_t format, const char *ending)
{
	d->type = exchange_file_type(format);
	d->name = exchange_file_name(&cx->mem, what, format, ending);
}

static enum err bad_rows(struct ctx *cx, const void *in, void *out)
{
	const struct exchange_upload *upload = in;
	struct exchange_download *d = out;
	struct exchange_file file = file_of(upload);

	name_download(cx, d, upload->what, upload->format, "-bad-rows");
	return exchange_bad_rows(cx, &file, upload->format, &d->body);
}

static enum err template(struct ctx *cx, const void *in, void *out)
{
	const struct exchange_want *want = in;
	struct exchange_download *d = out;

	name_download(cx, d, want->what, want->format, "-template");
	return exchange_template(cx, want->what, want->format, &d->body);
}

static enum err export(struct ctx *cx, const void *in, void *out)
{
	const struct exchange_want *want = in;
	struct exchange_download *d = out;

	name_download(cx, d, want->what, want->format, "");
	return exchange_export(cx, want->what, want->format, &d->body);
}

const struct op exchange_ops[] = {
	{ .method = "POST", .path = "/api/v1/imports/{what}/preview", .name = "import_preview", .zh = "预览导入文件，逐格检查，不改数据",
	  .en = "Look at every cell of a file and change nothing", .perm = PERM_DATA_IMPORT, .tx = TX_READ,
	  .in = &preview_shape, .out = &exchange_report_shape, .run = preview },
	{ .method = "POST", .path = "/api/v1/imports/{what}", .name = "import", .zh = "导入文件；可只导入正确的行",
	  .en = "Import a file, or its good rows", .perm = PERM_DATA_IMPORT, .tx = TX_WRITE,
	  .in = &import_shape, .out = &exchange_report_shape, .run = import,
	  .fails = { ERR_NOT_FOUND, ERR_CONFLICT, ERR_BLOCKED, ERR_STALE, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/imports/{what}/bad-rows", .name = "import_bad_rows", .zh = "下载文件中有错的行和原因",
	  .en = "Download the bad rows of a file with the reasons", .perm = PERM_DATA_IMPORT, .tx = TX_READ,
	  .in = &bad_rows_shape, .out = &exchange_download_shape, .run = bad_rows, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/imports/{what}/template", .name = "import_template", .zh = "下载导入模板",
	  .en = "Download a template to fill in", .perm = PERM_DATA_IMPORT, .tx = TX_READ,
	  .in = &exchange_want_shape, .out = &exchange_download_shape, .run = template },
	{ .method = "GET", .path = "/api/v1/exports/{what}", .name = "export", .zh = "导出为 CSV 或 xlsx",
	  .en = "Export as CSV or xlsx", .perm = PERM_DATA_EXPORT, .tx = TX_READ,
	  .in = &exchange_want_shape, .out = &exchange_download_shape, .run = export },
	{ 0 },
};
