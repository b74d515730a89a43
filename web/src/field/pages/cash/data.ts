/* SPDX-License-Identifier: Apache-2.0 */
/* Money in this person's hands, and handing it over. */
import { computed } from 'vue'
import { api, ask, type Schemas } from '@/shared/api/client'
import { may, session } from '@/shared/auth/session'
import { money } from '@/shared/format'
import { isNil } from '@/shared/sums'
import type { QueuedAct } from '@/shared/offline/queue'
import { act, keptActsOf, mendAct } from '@/field/acts'
import { kept } from '@/field/kept'
import type { Thing } from '@/field/pages'

export type Mine = Schemas['cash_one_out']
export type Handed = Schemas['settlement_out']
export const PERMS = ['SETTLE_GIVE', 'SETTLE_TAKE'] as const
const PAGE = 50

export const mine = kept('cash', () => ask(api.GET('/api/v1/cash/mine')), { perms: ['SETTLE_GIVE'] })
export const handed = kept('handed', async () => (await ask(api.GET('/api/v1/settlements', { params: { query: { limit: PAGE } } }))).items, { perms: PERMS })

export const isMine = (row: Handed): boolean => row.worker_id === session.value?.account_id
export const differs = (row: Handed): boolean => Boolean(row.worker && row.shop_sum && row.worker !== row.shop_sum)

/* What waits for this person's count: as the worker where the sums differ, as the shop while it has not counted, or has counted otherwise. */
export function waitsForMe(row: Handed): boolean {
  if (row.state !== 'draft') return false
  return isMine(row) ? differs(row) : may('SETTLE_TAKE') && (!row.shop_sum || differs(row) || row.shop_sum === row.worker)
}
export const waiting = computed(() => (handed.data.value ?? []).filter(waitsForMe))
export const count = computed(() => waiting.value.length || undefined)

/* What was said here and is not with the server yet, by shop. */
export const unsent = (): QueuedAct[] => [...keptActsOf('settlement'), ...keptActsOf('count')]

export interface Handing { kind: 'settlement' | 'lay_out'; shop_id: string; sum: string; note?: string }

export async function handOver(what: Handing, shop: string, mending?: string): Promise<QueuedAct | undefined> {
  if (mending) return mendAct(mending, what)
  return act({
    path: '/api/v1/settlements', body: what, about: `cash/${what.shop_id}`, verb: 'settlement', mend: `/cash/to/${what.shop_id}`,
    title: [`${what.kind === 'lay_out' ? '垫付' : '交货款'} ${what.sum} 元给${shop}`, `${what.kind === 'lay_out' ? 'Lay out' : 'Hand over'} ${what.sum} yuan to ${shop}`],
  })
}

export async function sayCount(row: Handed, sum: string, mending?: string): Promise<QueuedAct | undefined> {
  if (mending) return mendAct(mending, { sum })
  return act({
    path: `/api/v1/settlements/${row.doc_id}/count`, body: { sum }, about: `settlement/${row.doc_id}`, verb: 'count', mend: `/cash/count/${row.doc_id}`,
    title: [`点数 ${sum} 元，${row.worker_name}交${row.shop}`, `Counted ${sum} yuan, ${row.worker_name} to ${row.shop}`],
  })
}

/* For Today: money that is due, and counts that wait. */
export function things(): Thing[] {
  const due = (mine.data.value?.parts ?? []).filter(part => part.due && !isNil(part.held)).map((part): Thing => ({
    key: `cash/${part.shop_id}`, title: [`交货款 ${money(part.held)}`, `Hand over ${money(part.held)}`], note: [part.shop, part.shop], at: Date.parse(part.due ?? ''), now: true,
    path: `/cash/to/${part.shop_id}`, act: ['交货款', 'Hand over'], warn: part.late,
  }))
  const counts = waiting.value.map((row): Thing => ({
    key: `count/${row.doc_id}`, title: [`点${row.worker_name}交的货款`, `Count the money from ${row.worker_name}`], note: differs(row) ? ['两边点的不一样', 'The two counts differ'] : [row.shop, row.shop],
    at: Date.parse(row.opened), until: Date.parse(row.opened) + 3_600_000, now: true, path: `/cash/count/${row.doc_id}`, act: ['点数', 'Count'], warn: differs(row),
  }))
  return [...counts, ...due]
}
