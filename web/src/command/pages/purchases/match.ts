/* SPDX-License-Identifier: Apache-2.0 */
/* What was ordered, received, accepted, invoiced and paid, side by side, with the differences; and what comes next, by whom.
 * No Vue here: it is tested by itself. */
import type { Schemas } from '@/shared/api/client'
import { count } from '@/shared/format'
import { t, w } from './texts'

export type Line = Schemas['doc_line_out']
export type Purchase = Schemas['purchase_out']

/* Yuan of so many units, half up, as the server reckons it. */
export function worth(price: string | undefined, priceUnits: number, qty: number): string {
  const [whole = '0', part = ''] = (price ?? '0').split('.')
  const fen = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2))
  const units = BigInt(priceUnits || 1)
  const sum = (2n * BigInt(qty) * fen + units) / (2n * units)
  return `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`
}

export interface MatchRow { line: Line; ordered: number; received: number; accepted: number; invoiced: number; paid: number; says: { text: string; bad: boolean }[] }

export function matchOf(lines: readonly Line[]): MatchRow[] {
  return lines.map(line => {
    const row = { line, ordered: line.asked - line.dropped, received: line.arrived - line.back, accepted: line.taken, invoiced: line.billed, paid: line.paid }
    const says: MatchRow['says'] = []
    const say = (n: number, word: 'toCome' | 'toAccept' | 'sentBack' | 'toInvoice' | 'toPay', bad = false): void => { if (n > 0) says.push({ text: t(word, { n: count(n) }), bad }) }
    say(row.ordered - row.received, 'toCome', line.arrived > 0)
    say(line.back, 'sentBack', true)
    say(row.received - row.accepted, 'toAccept')
    say(row.accepted - row.invoiced, 'toInvoice')
    say(row.invoiced - row.paid, 'toPay')
    return { ...row, says }
  })
}

/* What the invoice over all that is accepted and not invoiced has to say. */
export function toInvoice(lines: readonly Line[]): string {
  const fen = lines.reduce((sum, line) => sum + BigInt(worth(line.price, line.price_units, line.taken).replace('.', '')) - BigInt(worth(line.price, line.price_units, line.billed).replace('.', '')), 0n)
  return `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`
}

export interface NextStep { what: string; who: string; verb: string }

/* Everything that may be done now, in the order of a purchase's life. */
export function nextOf(view: Purchase): NextStep[] {
  const { doc } = view
  const waiting = view.approvers.find(a => !a.name)?.title ?? ''
  if (doc.state === 'draft') return [{ what: w('submit'), who: w('group'), verb: 'submit' }]
  if (doc.state === 'review') return [{ what: w('sign'), who: waiting, verb: 'approve' }]
  if (!['ordered', 'oral', 'overdue'].includes(doc.state)) return []
  const steps: NextStep[] = doc.state === 'ordered' ? [] : [{ what: w('confirm'), who: waiting, verb: 'confirm' }]
  const rows = matchOf(doc.lines)
  const some = (of: (row: MatchRow) => boolean): boolean => rows.some(of)
  const missing = view.papers.filter(p => !p.number || p.over).map(p => p.name)
  const toCome = some(r => r.ordered > r.received + r.line.back)
  if (toCome && missing.length) steps.push({ what: w('papers', { names: missing.join('、') }), who: w('keeper'), verb: 'papers' })
  else if (toCome) steps.push({ what: w('receive'), who: w('keeper'), verb: 'receive' })
  if (some(r => r.received > r.accepted)) steps.push({ what: w('accept'), who: w('secondKeeper'), verb: 'accept' })
  if (doc.state === 'ordered') {
    if (some(r => r.accepted > r.invoiced)) steps.push({ what: w('invoice'), who: w('group'), verb: 'invoice' })
    if (some(r => r.invoiced > r.paid)) steps.push({ what: w('pay'), who: w('payer'), verb: 'pay' })
    if (view.payments.some(p => !p.slip_no)) steps.push({ what: w('slip'), who: w('group'), verb: 'slip' })
    if (steps.length === 0 || steps.every(s => s.verb === 'slip' || (s.verb === 'receive' && some(r => r.line.back > 0)))) steps.push({ what: w('close'), who: w('group'), verb: 'close' })
  }
  return steps
}

export type Station = 'ask' | 'approve' | 'receive' | 'invoice' | 'pay'
export interface Progress { key: Station; title: string; state: 'done' | 'now' | 'later' }

/* The five stations of a purchase and how far it is. */
export function progressOf(view: Purchase): Progress[] {
  const rows = matchOf(view.doc.lines)
  const signed = ['ordered', 'closed'].includes(view.doc.state)
  const all = (of: (row: MatchRow) => boolean): boolean => rows.length > 0 && rows.every(of)
  const done: Record<Station, boolean> = {
    ask: Boolean(view.doc.parent_id) || !view.lacks_zh, approve: signed,
    receive: all(r => r.accepted > 0 && r.accepted >= r.ordered - r.line.back) || view.doc.state === 'closed',
    invoice: all(r => r.accepted > 0 && r.invoiced === r.accepted), pay: all(r => r.invoiced > 0 && r.paid === r.invoiced && r.invoiced === r.accepted),
  }
  const keys: readonly Station[] = ['ask', 'approve', 'receive', 'invoice', 'pay']
  const titles = { ask: t('stepAsk'), approve: t('stepApprove'), receive: t('stepReceive'), invoice: t('stepInvoice'), pay: t('stepPay') }
  const first = keys.findIndex(key => !done[key])
  return keys.map((key, i) => ({ key, title: titles[key], state: done[key] ? 'done' : i === first ? 'now' : 'later' }))
}
