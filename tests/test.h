/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H
/* What every unit test includes: cmocka with the headers it needs first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail                 /* base/ctx.h has its own; tests say assert_true(false) */
#endif
