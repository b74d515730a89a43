/* SPDX-License-Identifier: Apache-2.0 */
/* How a step is asked for: what is still open on each line, and which lines tell papers (batch, days).  The server checks it again. */
import type { Choice, Line, Part } from './api'

/* What the step could still take of a line, so that the form starts with everything. */
export function openQty(verb: string, kind: string, line: Line): number {
  const incoming = kind.startsWith('receipt') || kind === 'purchase'
  const waiting = line.arrived - line.taken - line.back
  if (kind === 'requisition') return verb === 'take' ? line.granted - line.sent : waiting
  if (kind.startsWith('exchange')) return line.granted - line.dropped - line.taken
  if (kind === 'loan') return verb === 'restock' || verb === 'reject' ? waiting : verb === 'lend' ? line.asked : line.sent - line.arrived - line.short_qty
  switch (verb) {
    case 'accept':
    case 'reject': return waiting
    case 'take_in': return line.granted - line.dropped - line.sent
    case 'receive': return kind === 'donation' ? line.asked - line.arrived : incoming ? line.granted - line.dropped - line.sent : line.sent - line.arrived - line.short_qty
    case 'depart': return (line.granted || line.asked) - line.dropped - line.sent
    case 'pay': return line.billed - line.paid
    case 'found':
    case 'lose': return line.short_qty - line.found - line.lost
    default: return line.asked
  }
}

/* Goods become lots where they come in: there one writes down what is printed on them. */
export const asksPapers = (verb: string, kind: string): boolean =>
  ((kind === 'purchase' || kind === 'donation') && verb === 'receive') || (kind.startsWith('receipt') && (verb === 'receive' || verb === 'take_in')) || (kind === 'opening' && verb === 'approve')

/* Nobody signs an end of goods, or a whole document, in passing. */
export const isGrave = (verb: string): boolean => ['withdraw', 'refuse', 'reject', 'lose', 'recall', 'undo', 'turn_back'].includes(verb)

export interface Filled { line_no: number; qty: number | undefined; batch: string; made_day: string; expiry_day: string }

/* What is lost, damaged or thrown out is the exception: it is filled in line by line, not taken away from everything. */
const startsEmpty = (verb: string, kind: string): boolean => kind === 'loan' && (verb === 'damage' || verb === 'lose' || verb === 'reject')

export function startOf(choice: Choice, kind: string, lines: readonly Line[]): Filled[] {
  return lines.map(line => ({ line_no: line.line_no, qty: startsEmpty(choice.verb, kind) ? 0 : Math.max(0, openQty(choice.verb, kind, line)), batch: '', made_day: '', expiry_day: '' }))
}

/* Parts to send: nothing where the step takes no quantities and nothing was written. */
export function partsOf(choice: Choice, papers: boolean, filled: readonly Filled[]): Part[] | undefined {
  const written = filled.some(f => f.batch || f.made_day || f.expiry_day)
  if (!choice.quantities && !(papers && written)) return undefined
  return filled.filter(f => (f.qty ?? 0) > 0).map(f => ({
    line_no: f.line_no, qty: f.qty ?? 0, ...(f.batch ? { batch: f.batch } : {}), ...(f.made_day ? { made_day: f.made_day } : {}),
    ...(f.expiry_day ? { expiry_day: f.expiry_day } : {}),
  }))
}

/* Whole packs and loose units of a quantity, and back. */
export const split = (qty: number, pack: number): [whole: number, loose: number] => (pack > 1 ? [Math.trunc(qty / pack), qty % pack] : [0, qty])
export const join = (whole: number, loose: number, pack: number): number => whole * (pack > 1 ? pack : 0) + loose
