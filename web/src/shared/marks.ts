/* SPDX-License-Identifier: Apache-2.0 */
/* Moments that the benchmark reads (tests/bench/web.sh): when the answer was there, and when it was drawn.
 *     mark('answer', 'requests'); await nextTick(); markDrawn('requests') */
export type Step = 'answer' | 'drawn' | 'figures' | 'map' | 'charts'

export function mark(step: Step, page: string): void {
  performance.mark(`${page}:${step}`)
}

/* Drawn means painted: after the next frame. */
export function markDrawn(page: string, step: Step = 'drawn'): void {
  requestAnimationFrame(() => requestAnimationFrame(() => mark(step, page)))
}
