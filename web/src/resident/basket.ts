/* SPDX-License-Identifier: Apache-2.0 */
/* What is chosen of an offer: whether one or many, how much at most, what it costs, and what it was last time. */
import type { Offer, Order } from './home'

export type Line = Offer['lines'][number]
export type Choice = ReadonlyMap<number, number>       /* line of the offer -> base units */

/* Packages only: one of them is chosen, as a rule. */
export const chooseOne = (offer: Offer): boolean => offer.lines.length > 0 && offer.lines.every(line => line.is_package)
export const most = (line: Line): number => (line.per_household > 0 ? Math.min(line.per_household, line.left) : line.left)
export const goneOut = (line: Line): boolean => line.left <= 0

/* Yuan in a text to fen and back, exactly. */
export function fenOf(yuan: string | undefined): number {
  const [whole = '0', part = ''] = (yuan ?? '0').split('.')
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}
export const yuanOf = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`

/* The price of so many units, half up. */
export const costOf = (line: Pick<Line, 'price' | 'price_units'>, qty: number): number => Math.floor((fenOf(line.price) * qty * 2 + line.price_units) / (2 * line.price_units))
export const sumOf = (offer: Offer, choice: Choice): number =>
  offer.lines.reduce((sum, line) => sum + (choice.get(line.line_no) ? costOf(line, choice.get(line.line_no) ?? 0) : 0), 0)

/* Tapping a line takes it or puts it back; where one is chosen of several, the others go. */
export function toggled(offer: Offer, choice: Choice, line: Line): Choice {
  const next = new Map(chooseOne(offer) ? [] : choice)
  if (!choice.has(line.line_no)) next.set(line.line_no, 1)
  else next.delete(line.line_no)
  return next
}

export function withQty(choice: Choice, line: Line, qty: number): Choice {
  const next = new Map(choice)
  if (qty > 0) next.set(line.line_no, Math.min(qty, most(line)))
  else next.delete(line.line_no)
  return next
}

/* What was ordered last, as far as it is on sale again; nothing when none of it is. */
export function asLastTime(offer: Offer, orders: readonly Order[]): Choice {
  for (const order of orders.filter(one => one.stage !== 'over')) {
    const again = new Map<number, number>()
    for (const had of order.lines) {
      const line = offer.lines.find(one => one.item_id === had.item_id && !goneOut(one))
      if (line) again.set(line.line_no, Math.max(1, Math.min(had.qty, most(line))))
    }
    if (again.size > 0) return chooseOne(offer) ? new Map([...again].slice(0, 1)) : again
  }
  return new Map()
}

export const wantsOf = (choice: Choice): { line_no: number; qty: number }[] => [...choice].filter(([, qty]) => qty > 0).map(([line_no, qty]) => ({ line_no, qty }))

export type Pay = 'prepaid' | 'collect' | 'credit'
export const paysOf = (offer: Pick<Offer, 'prepaid' | 'collect' | 'credit'>): Pay[] => (['prepaid', 'collect', 'credit'] as const).filter(pay => offer[pay])
