/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of an allocation as calls: each says what it did in one line, or nothing when it was refused. */
import { api, ask, newAct, type Act as Header } from '@/shared/api/client'
import { count } from '@/shared/format'
import type { Table } from './meeting'
import { t } from './texts'

const at = (table: Table) => ({ path: { doc_id: table.doc_id } })

export async function submit(table: Table, header: Header): Promise<string> {
  await ask(api.POST('/api/v1/allocations/{doc_id}/propose', { params: { header, ...at(table) }, body: { version: table.version } }))
  return t('done_submit')
}

export async function sign(table: Table, header: Header): Promise<string> {
  const moved = await ask(api.POST('/api/v1/allocations/{doc_id}/approve', { params: { header, ...at(table) }, body: { version: table.version } }))
  return moved.done ? t('done_approve') : t('done_cosign', { who: moved.waiting_for ?? '' })
}

export async function issue(table: Table, header: Header): Promise<string> {
  let orders = 0
  for (let act = header, more = true; more; act = newAct()) {       /* a very large plan takes several acts */
    const made = await ask(api.POST('/api/v1/allocations/{allocation_id}/dispatch', { params: { header: act, path: { allocation_id: table.doc_id } }, body: {} }))
    orders += made.items.length
    more = made.more
  }
  return t('done_issue', { n: count(orders) })
}

export async function sendBack(table: Table, verb: 'revise' | 'refuse', note: string, header: Header): Promise<string> {
  if (verb === 'revise') await ask(api.POST('/api/v1/allocations/{doc_id}/revise', { params: { header, ...at(table) }, body: { version: table.version, note } }))
  else await ask(api.POST('/api/v1/allocations/{doc_id}/refuse', { params: { header, ...at(table) }, body: { version: table.version, note } }))
  return ' '
}

export async function withdraw(table: Table, header: Header): Promise<string> {
  await ask(api.POST('/api/v1/allocations/{doc_id}/withdraw', { params: { header, ...at(table) }, body: { version: table.version } }))
  return ' '
}
