/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_FUND_WORK_H
#define CAPS_FUND_WORK_H
#include "caps/fund/fund.h"

/* For this folder only. */
#define YUAN(fen) (long long)((fen) / 100), (long long)((fen) < 0 ? -(fen) % 100 : (fen) % 100)
#endif
