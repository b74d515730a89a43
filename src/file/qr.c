/* SPDX-License-Identifier: Apache-2.0 */
#include "file/qr.h"
#include <qrencode.h>
#include <string.h>

enum err qr_make(struct ctx *cx, const char *text, struct qr *ret)
{
	QRcode *code = *text && strlen(text) <= QR_TEXT_MAX ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) : NULL;
	size_t n;
	char *modules;

	if (!code)
		return fail(cx, ERR_BAD_INPUT, "qr", "二维码做不出来：“%.60s”", "no QR code can be made of \"%.60s\"", text);
	n = (size_t)code->width * (size_t)code->width;
	modules = arena_new(&cx->mem, n + 1);
	for (size_t i = 0; i < n; i++)
		modules[i] = code->data[i] & 1 ? '1' : '0';
	*ret = (struct qr){ .side = code->width, .modules = modules };
	QRcode_free(code);
	return ERR_OK;
}
