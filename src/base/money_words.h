/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_MONEY_WORDS_H
#define BASE_MONEY_WORDS_H
#include "base/arena.h"
#include <stdint.h>

/* An amount as cheques and receipts say it: 960000 fen -> "玖仟陆佰元整",
 * 10205 -> "壹佰零贰元零伍分"; 0 -> "零元整".  Below nil it begins with 负. */
const char *money_words(struct arena *mem, int64_t fen);
#endif
