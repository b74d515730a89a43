/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DAY_DAY_FILES_H
#define CAPS_DAY_DAY_FILES_H
#include "base/arena.h"
#include "base/shape.h"
#include <stdbool.h>

/* The few things a day does with the file system.  Where false is returned,
 * errno tells why. */

bool day_file_exists(struct arena *mem, const char *dir, const char *name);
bool day_file_read(struct arena *mem, const char *dir, const char *name, size_t bytes_max, struct bytes *ret);

/* One file to come into being. */
struct day_output { const char *name; struct bytes bytes; };

/* Whether `dir` may be replaced: it is not there, or it is a folder of plain
 * files, and none of `keep` (paths) is it or lies in it.  *ret_zh, *ret_en say
 * why not. */
bool day_dir_may_go(struct arena *mem, const char *dir, const char *const *keep, size_t n_keep, const char **ret_zh,
		    const char **ret_en);

/* Makes `dir` hold exactly these files: written beside it, flushed to the disk,
 * then put in its place in one step.  On failure `dir` is as it was. */
bool day_dir_replace(struct arena *mem, const char *dir, const struct day_output *files, size_t n_files);
#endif
