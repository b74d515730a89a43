/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_KEPT_BY_LIBRARIES_H
#define FILE_KEPT_BY_LIBRARIES_H

/* For the leak sanitizer: fontconfig and what stands on it keep their
 * configuration to the end of the program.  Every file that opens fonts includes
 * this, so that each program that draws says so; the definitions are one. */
#ifdef __SANITIZE_ADDRESS__
const char *__lsan_default_suppressions(void);
__attribute__((weak)) const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:libpango\nleak:libglib\nleak:libcairo\n";
}
#endif
#endif
