/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_ASSETS_H
#define HTTP_ASSETS_H
#include "http/dispatch.h"

/* Files that are part of the program: the pages for browsers.  The table comes
 * from above (tools/assets.py makes it of what the web build wrote), so this
 * room knows neither names nor number of the apps.
 *
 * A page answers its own path, which ends with '/', and every address below it
 * that is no file: the page itself reads the address ("/command/requests").
 * A hashed file has the digest of its content in its name and may be kept for
 * ever; everything else is asked for again and costs a 304.  Paths are compared
 * as they were sent: nothing is unescaped, no file is opened, so there is
 * nothing to climb out of. */

enum asset_kind { ASSET_FILE, ASSET_HASHED, ASSET_PAGE, ASSET_WORKER };

struct asset {
	const char     *path;
	const char     *type;                       /* Content-Type */
	const char     *tag;                        /* digest of the content, without quotes */
	enum asset_kind kind;
	struct bytes    plain, gzip, brotli;        /* n 0: there is none such */
};

struct assets {
	const struct asset *at;                     /* sorted by path, bytewise */
	size_t              n;
	const char         *front;                  /* where "/" leads, or NULL */
};

enum { ASSET_ADDRESS_MAX = 1024 };              /* of a path below a page */

/* NULL: none.  The path as sent, without '?'. */
const struct asset *asset_find(const struct assets *assets, const char *path);

/* The page that `path` only lacks the last slash of, or NULL. */
const struct asset *asset_nearly(const struct assets *assets, const char *path);

/* Answers 200 or 304; texts are of mem. */
void asset_answer(const struct asset *a, const struct request *req, struct arena *mem, struct answer *ret);
#endif
