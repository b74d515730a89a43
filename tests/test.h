/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H
/* What every unit test includes: cmocka with the headers it needs first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Fails the test with a sentence (cmocka's fail_msg() meets our fail() in base/ctx.h). */
#define fail_with(...) do { print_error(__VA_ARGS__); print_error("\n"); assert_true(0 && "see the sentence above"); } while (0)
#undef fail                 /* base/ctx.h has its own; tests say assert_true(false) */
#endif
