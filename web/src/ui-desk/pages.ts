/* SPDX-License-Identifier: Apache-2.0 */
/* Which page numbers stand in the bar: the first, the last, those around the current one; 0 is a gap. */
export function pagesShown(page: number, pages: number): number[] {
  const wanted = [...new Set([1, pages, page - 1, page, page + 1])].filter(n => n >= 1 && n <= pages).sort((a, b) => a - b)
  return wanted.flatMap((n, i) => {
    const before = wanted[i - 1]
    if (before === undefined || n === before + 1) return [n]
    return n === before + 2 ? [n - 1, n] : [0, n]
  })
}
