/* SPDX-License-Identifier: Apache-2.0 */
/* What the operations are called, from the server's own description of itself, so that a new one has its name at once. */
import { shallowRef } from 'vue'
import { pick, type Pair } from '@/shared/i18n'
import { others, reasons } from './texts'

const titles = shallowRef(new Map<string, Pair>())
let asked = false

interface Described { paths?: Record<string, Record<string, { operationId?: string; summary?: string; description?: string }>> }

export function titlesOf(described: Described): Map<string, Pair> {
  const found = new Map<string, Pair>()
  for (const path of Object.values(described.paths ?? {}))
    for (const op of Object.values(path))
      if (op.operationId && op.summary) found.set(op.operationId, [op.summary.split(/[；;，]/)[0] ?? op.summary, (op.description ?? op.operationId).split(/[;:]/)[0] ?? op.operationId])
  return found
}

export async function loadTitles(): Promise<void> {
  if (asked) return
  asked = true
  try {
    const response = await fetch('/api/openapi.json')
    if (response.ok) titles.value = titlesOf(await response.json() as Described)
  } catch {
    asked = false                    // without names the operations show their codes
  }
}

export const titleOf = (op: string): string => pick(titles.value.get(op) ?? others[op] ?? [op, op])
export const reasonOf = (code: string | undefined): string => (code ? pick(reasons[code] ?? [code, code]) : '')
