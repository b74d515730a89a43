/* SPDX-License-Identifier: Apache-2.0 */
/* A driver's trip as it stands on the phone: what the server told, and what was done here since without a network. */
import type { Schemas } from '@/shared/api/client'
import type { QueuedAct } from '@/shared/offline/queue'

export type Trip = Schemas['trip_out']
export type Row = Schemas['trip_row']
export type Stop = Schemas['trip_stop_out']
export type Step = 'load' | 'depart' | 'arrive' | 'hand_over' | 'done'

const OVER = new Set(['delivered', 'closed', 'void'])
const STOP_OVER = new Set(['handed', 'closed', 'disputed', 'returned', 'void'])
export const isOver = (row: Row): boolean => OVER.has(row.state)
interface Body { stop_no?: number }

const has = (acts: readonly QueuedAct[], verb: string, stopNo?: number): boolean => acts.some(act => act.verb === verb && act.state === 'kept' && (stopNo === undefined || (act.body as Body).stop_no === stopNo))

/* A stop is behind the driver once it is handed over, or his own signature waits on this phone. */
export const isBehind = (stop: Stop, acts: readonly QueuedAct[]): boolean => STOP_OVER.has(stop.state) || has(acts, 'hand_over', stop.stop_no)
export const nextStop = (row: Row, acts: readonly QueuedAct[]): Stop | undefined => row.stops.find(stop => !isBehind(stop, acts))

/* What comes next on the trip, and at which stop. */
export function nextStep(row: Row, acts: readonly QueuedAct[]): { step: Step; stop?: Stop } {
  const stop = nextStop(row, acts)
  if (!stop || isOver(row)) return { step: 'done' }
  if (row.stops.some(one => one.state === 'planned') && !has(acts, 'load')) return { step: 'load', stop }
  if (row.stops.some(one => one.state === 'planned' || one.state === 'loaded') && !has(acts, 'depart')) return { step: 'depart', stop }
  return { step: stop.state === 'arrived' || has(acts, 'arrive', stop.stop_no) ? 'hand_over' : 'arrive', stop }
}

export interface Summary { stops: number; behind: number; parcels: number; goods: number; taken: number; missing: number }
export function summaryOf(row: Row, acts: readonly QueuedAct[]): Summary {
  const sum = (of: (stop: Stop) => number): number => row.stops.reduce((n, stop) => n + of(stop), 0)
  return { stops: row.stops.length, behind: row.stops.filter(stop => isBehind(stop, acts)).length, parcels: sum(s => s.parcels), goods: sum(s => s.loaded), taken: sum(s => s.taken), missing: sum(s => s.missing) }
}

/* "36.5" or "365" as tenths of a degree; 0 when it is no temperature. */
export function tenths(text: string): number {
  const said = text.trim().replace(',', '.').replace('℃', '')
  if (!/^\d{2,3}(\.\d)?$/.test(said)) return 0
  const n = said.includes('.') || said.length === 2 ? Math.round(Number(said) * 10) : Number(said)
  return n >= 340 && n <= 430 ? n : 0
}
