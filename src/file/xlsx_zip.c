/* SPDX-License-Identifier: Apache-2.0 */
#include "file/xlsx_part.h"
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 << 10, TOKEN_BYTES_MAX = 1 << 20, END_BYTES = 22, LOCATOR_BYTES = 20 };

static enum err refuse(struct xlsx *x, enum err code, const char *zh, const char *en)
{
	return fail(x->cx, code, x->b->name, "%s：%s%.0s", "%s: %.0s%s", x->b->name, zh, en);
}

/* What the end record says, before libzip builds a directory from it. */
static enum err check_end(struct xlsx *x, const unsigned char *bytes, size_t n)
{
	size_t at = n >= END_BYTES ? n - END_BYTES : 0, least = at > 65535 ? at - 65535 : 0;

	while (at > least && memcmp(bytes + at, "PK\5\6", 4) != 0)
		at--;
	if (n < END_BYTES || memcmp(bytes + at, "PK\5\6", 4) != 0)
		return refuse(x, ERR_BAD_INPUT, ".xlsx 文件不完整，请重新保存或上传",
			      "the .xlsx file is cut short; save or upload it again");
	if (at >= LOCATOR_BYTES && memcmp(bytes + at - LOCATOR_BYTES, "PK\6\7", 4) == 0)
		return refuse(x, ERR_BAD_INPUT, "不收 zip64 格式的 .xlsx，请用电子表格软件另存",
			      "an .xlsx in zip64 form is not taken; save it again with a spreadsheet program");
	if (bytes[at + 10] + bytes[at + 11] * 256 > XLSX_ENTRIES_MAX)
		return fail(x->cx, ERR_TOO_LARGE, x->b->name, "%s：.xlsx 内有 %d 个部件，最多 %d 个",
			    "%s: %d parts in the .xlsx, at most %d", x->b->name,
			    bytes[at + 10] + bytes[at + 11] * 256, XLSX_ENTRIES_MAX);
	return ERR_OK;
}

enum err xlsx_open(struct xlsx *x, const void *bytes, size_t n)
{
	zip_error_t error;
	zip_source_t *source;

	TRY(check_end(x, bytes, n));
	zip_error_init(&error);
	source = zip_source_buffer_create(bytes, n, 0, &error);
	x->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	if (!x->zip) {
		enum err e = fail(x->cx, ERR_BAD_INPUT, x->b->name, "%s：.xlsx 打不开（%s），请重新保存",
				  "%s: the .xlsx cannot be opened (%s); save it again", x->b->name,
				  zip_error_strerror(&error));

		zip_source_free(source);
		zip_error_fini(&error);
		return e;
	}
	zip_error_fini(&error);
	if (zip_get_num_entries(x->zip, 0) > XLSX_ENTRIES_MAX)
		return refuse(x, ERR_TOO_LARGE, ".xlsx 内部件太多", "too many parts in the .xlsx");
	return ERR_OK;
}

static const char *without_prefix(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : name;
}

bool xml_is(const char *element, const char *name) { return strcmp(without_prefix(element), name) == 0; }

const char *xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (xml_is(attributes[0], name))
			return attributes[1];
	return NULL;
}

static void stop(struct xml *xml, enum err e)
{
	if (e && !xml->e) {
		xml->e = e;
		XML_StopParser(xml->parser, XML_FALSE);
	}
}

static void on_doctype(void *user, const char *name, const char *system, const char *public, int internal)
{
	struct xml *xml = user;

	(void)name, (void)system, (void)public, (void)internal;
	stop(xml, refuse(xml->x, ERR_BAD_INPUT, ".xlsx 里有 DOCTYPE，这不是电子表格软件写的，不收",
			 "the .xlsx has a DOCTYPE, which no spreadsheet program writes; not taken"));
}

static void on_open(void *user, const char *element, const char **attributes)
{
	struct xml *xml = user;

	xml->quiet = 0;
	if (xml->e)
		return;
	if (++xml->depth > XLSX_XML_DEPTH_MAX)
		stop(xml, refuse(xml->x, ERR_BAD_INPUT, ".xlsx 的 XML 嵌套太深，不收",
				 "the XML of the .xlsx is nested too deeply; not taken"));
	else
		stop(xml, xml->open(xml, element, attributes));
}

static void on_close(void *user, const char *element)
{
	struct xml *xml = user;

	xml->quiet = 0;
	xml->depth--;
	if (!xml->e && xml->close)
		stop(xml, xml->close(xml, element));
}

static void on_text(void *user, const char *text, int n)
{
	struct xml *xml = user;

	xml->quiet = 0;
	if (!xml->e && xml->text)
		stop(xml, xml->text(xml, text, (size_t)n));
}

/* Counts a block against the budget of the file and of its part. */
static enum err count_block(struct xml *xml, const zip_stat_t *stat, size_t part_bytes, size_t n)
{
	struct xlsx *x = xml->x;

	x->inflated += n;
	xml->quiet += n;
	if (x->inflated > XLSX_INFLATED_MAX)
		return fail(x->cx, ERR_TOO_LARGE, x->b->name, "%s：解压后超过 %d MiB；请分成几个文件",
			    "%s: more than %d MiB when unpacked; split the file", x->b->name,
			    XLSX_INFLATED_MAX >> 20);
	if (part_bytes > XLSX_RATIO_FREE && part_bytes / XLSX_RATIO_MAX > stat->comp_size)
		return fail(x->cx, ERR_TOO_LARGE, x->b->name, "%s：压缩比超过 %d 倍，像是压缩炸弹，不收；正常文件请另存为 CSV",
			    "%s: packed more than %d to 1, like a zip bomb; not taken. Save an honest file as CSV",
			    x->b->name, XLSX_RATIO_MAX);
	if (xml->quiet > TOKEN_BYTES_MAX + BLOCK_BYTES)
		return refuse(x, ERR_BAD_INPUT, ".xlsx 里有过长的 XML 标记，不收",
			      "the .xlsx has an XML token that is too long; not taken");
	return ERR_OK;
}

static enum err xml_broken(struct xml *xml)
{
	return fail(xml->x->cx, ERR_BAD_INPUT, xml->x->b->name, "%s：部件 %.80s 第 %lu 行读不通（%s），请重新保存",
		    "%s: part %.80s, line %lu cannot be read (%s); save the file again", xml->x->b->name, xml->part,
		    (unsigned long)XML_GetCurrentLineNumber(xml->parser), XML_ErrorString(XML_GetErrorCode(xml->parser)));
}

static enum err feed(struct xml *xml, zip_file_t *file, const zip_stat_t *stat)
{
	static const size_t room = BLOCK_BYTES;
	size_t part_bytes = 0;
	zip_int64_t n;

	do {
		void *block = XML_GetBuffer(xml->parser, (int)room);

		if (!block)
			return xml_broken(xml);
		n = zip_fread(file, block, room);
		if (n < 0)
			return fail(xml->x->cx, ERR_BAD_INPUT, xml->x->b->name, "%s：部件 %.80s 已损坏（%s），请重新保存",
				    "%s: part %.80s is damaged (%s); save the file again", xml->x->b->name, xml->part,
				    zip_error_strerror(zip_file_get_error(file)));
		part_bytes += (size_t)n;
		TRY(count_block(xml, stat, part_bytes, (size_t)n));
		if (XML_ParseBuffer(xml->parser, (int)n, n == 0) == XML_STATUS_ERROR)
			return xml->e ? xml->e : xml_broken(xml);
	} while (n);
	return ERR_OK;
}

static enum err check_entry(struct xml *xml, const zip_stat_t *stat)
{
	if (stat->encryption_method != ZIP_EM_NONE)
		return refuse(xml->x, ERR_BAD_INPUT, "文件加了密码，请去掉密码再试",
			      "the file is protected by a password; remove it and try again");
	if (stat->comp_method != ZIP_CM_STORE && stat->comp_method != ZIP_CM_DEFLATE)
		return refuse(xml->x, ERR_BAD_INPUT, ".xlsx 的压缩方式不常见，请用电子表格软件另存",
			      "the .xlsx is packed in an unusual way; save it again with a spreadsheet program");
	return ERR_OK;
}

enum err xlsx_parse(struct xml *xml, bool *ret_found)
{
	zip_int64_t at = zip_name_locate(xml->x->zip, xml->part, 0);
	zip_stat_t stat;
	zip_file_t *file;
	enum err e;

	*ret_found = at >= 0 && zip_stat_index(xml->x->zip, (zip_uint64_t)at, 0, &stat) == 0;
	if (!*ret_found)
		return ERR_OK;
	TRY(check_entry(xml, &stat));
	file = zip_fopen_index(xml->x->zip, (zip_uint64_t)at, 0);
	if (!file)
		return fail(xml->x->cx, ERR_BAD_INPUT, xml->x->b->name, "%s：部件 %.80s 打不开（%s），请重新保存",
			    "%s: part %.80s cannot be opened (%s); save the file again", xml->x->b->name, xml->part,
			    zip_strerror(xml->x->zip));
	xml->parser = XML_ParserCreate(NULL);
	if (!xml->parser)
		abort();
	XML_SetUserData(xml->parser, xml);
	XML_SetElementHandler(xml->parser, on_open, on_close);
	XML_SetCharacterDataHandler(xml->parser, on_text);
	XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
	e = feed(xml, file, &stat);
	XML_ParserFree(xml->parser);
	zip_fclose(file);
	return e;
}
