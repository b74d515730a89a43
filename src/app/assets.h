/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_ASSETS_H
#define APP_ASSETS_H
#include "http/assets.h"

/* The pages for browsers inside this program, from build/web by tools/assets.py. */
extern const struct assets app_assets;
#endif
