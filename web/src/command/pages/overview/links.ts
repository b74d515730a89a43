/* SPDX-License-Identifier: Apache-2.0 */
/* Where a figure's rows are: addresses of the other pages, by their own filters. */
import type { RouteLocationRaw } from 'vue-router'
import type { Schemas } from '@/shared/api/client'

type Alert = Schemas['overview_alert']
type Wait = Schemas['overview_wait']['what']
type Step = Schemas['overview_step']['what']

export const requestsOf = (query: Record<string, string>): RouteLocationRaw => ({ path: '/requests', query })
export const dispatchesOf = (query: Record<string, string> = {}): RouteLocationRaw => ({ path: '/dispatch', query })
export const stockOf = (query: Record<string, string>): RouteLocationRaw => ({ path: '/stock', query })
export const meeting = (doc?: string): RouteLocationRaw => ({ path: '/meeting', query: doc ? { doc } : {} })
export const documentOf = (kind: string, id: string): RouteLocationRaw =>
  kind === 'dispatch' ? dispatchesOf({ doc: id }) : kind === 'request' ? requestsOf({ doc: id }) : stockOf({ doc: id })

export function ofWait(what: Wait): RouteLocationRaw {
  const states: Record<Wait, RouteLocationRaw> = {
    vet: requestsOf({ state: 'raised' }), allot: requestsOf({ state: 'open' }), sign: meeting(), depart: dispatchesOf({ state: 'ordered' }),
    arrive: dispatchesOf({ state: 'departed' }), receive: dispatchesOf({ state: 'arrived' }), explain: dispatchesOf({ state: 'disputed' }),
  }
  return states[what]
}

export function ofStep(what: Step, day: string): RouteLocationRaw {
  const steps: Record<Step, RouteLocationRaw> = {
    requested: requestsOf({ from: day, to: day }), approved: requestsOf({ state: 'open' }), dispatched: dispatchesOf({ state: 'departed' }),
    arrived: dispatchesOf({ state: 'arrived' }), received: dispatchesOf({ state: 'received' }),
  }
  return steps[what]
}

/* undefined: the alert opens its cell of the matrix beside the page. */
export function ofAlert(alert: Alert): RouteLocationRaw | undefined {
  switch (alert.kind) {
    case 'cover': return undefined
    case 'unsigned': return meeting(alert.object_id)
    case 'requests_overdue': return requestsOf({ class: String(alert.priority), overdue: '1' })
    case 'expired':
    case 'expiring': return stockOf({ category: alert.class_id, tab: 'lots' })
    default: return dispatchesOf({ doc: alert.object_id ?? '' })
  }
}
