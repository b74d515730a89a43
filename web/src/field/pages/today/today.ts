/* SPDX-License-Identifier: Apache-2.0 */
/* What Today shows, from what every area says of itself: the one thing now, what comes next, how far the buildings are. */
import type { Tally, Thing } from '@/field/pages'

export interface Plan { now: Thing | undefined; next: Thing[] }

const end = (thing: Thing): number => thing.until ?? thing.at

/* On top stands what can be done now and ends soonest; then everything in the order of its time. */
export function planOf(things: readonly Thing[]): Plan {
  const able = things.filter(thing => thing.now).sort((a, b) => end(a) - end(b) || a.at - b.at || a.key.localeCompare(b.key))
  const now = able[0]
  const next = things.filter(thing => thing !== now).sort((a, b) => a.at - b.at || end(a) - end(b) || a.key.localeCompare(b.key))
  return { now, next }
}

/* What is not finished first, then in the order of the buildings. */
export const tallyOrder = (tallies: readonly Tally[]): Tally[] =>
  [...tallies].sort((a, b) => Number(a.done >= a.of) - Number(b.done >= b.of) || a.title[0].localeCompare(b.title[0], 'zh-CN', { numeric: true }))
