/* SPDX-License-Identifier: Apache-2.0 */
/* Where a figure's rows are: addresses of the other pages, by their own filters. */
import type { RouteLocationRaw } from 'vue-router'
import type { Schemas } from '@/shared/api/client'
import { addDays, isoDay } from '@/shared/format'

type Alert = Schemas['overview_alert']
type Wait = Schemas['overview_wait']['what']
type Step = Schemas['overview_step']['what']

export const requestsOf = (query: Record<string, string>): RouteLocationRaw => ({ path: '/requests', query })
export const dispatchesOf = (query: Record<string, string> = {}): RouteLocationRaw => ({ path: '/dispatch', query })
export const stockOf = (query: Record<string, string>): RouteLocationRaw => ({ path: '/stock', query })
export const meeting = (doc?: string): RouteLocationRaw => ({ path: '/meeting', query: doc ? { doc } : {} })
export const documentOf = (kind: string, id: string): RouteLocationRaw =>
  kind === 'dispatch' ? dispatchesOf({ doc: id }) : kind === 'request' ? { path: `/requests/${id}` } : stockOf({ doc: id })
export const lotOf = (id: string): RouteLocationRaw => ({ path: `/trace/${id}` })
export const openRequests = (priority = ''): RouteLocationRaw => requestsOf({ tab: 'all', ...(priority ? { classes: priority } : {}) })
export const overdueRequests = (priority = ''): RouteLocationRaw => requestsOf({ tab: 'granted', to: addDays(isoDay(Date.now()), -1), ...(priority ? { classes: priority } : {}) })

export function ofWait(what: Wait): RouteLocationRaw {
  const states: Record<Wait, RouteLocationRaw> = {
    vet: requestsOf({}), special: requestsOf({ tab: 'special' }), allot: requestsOf({ tab: 'granted' }), sign: meeting(), depart: dispatchesOf({ state: 'ordered' }),
    arrive: dispatchesOf({ state: 'departed' }), receive: dispatchesOf({ state: 'arrived' }), explain: dispatchesOf({ state: 'disputed' }),
  }
  return states[what]
}

export function ofStep(what: Step, day: string): RouteLocationRaw {
  const steps: Record<Step, RouteLocationRaw> = {
    requested: requestsOf({ tab: 'all', sort: 'newest' }), approved: requestsOf({ tab: 'granted', sort: 'newest' }),
    dispatched: dispatchesOf({ view: 'list', day }), arrived: dispatchesOf({ view: 'list', day }), received: dispatchesOf({ view: 'list', day }),
  }
  return steps[what]
}

/* undefined: the alert opens its cell of the matrix beside the page. */
export function ofAlert(alert: Alert): RouteLocationRaw | undefined {
  switch (alert.kind) {
    case 'cover': return undefined
    case 'unsigned': return meeting(alert.object_id)
    case 'requests_overdue': return overdueRequests(alert.lines > 1 ? '' : String(alert.priority))
    case 'expired':
    case 'not_used':
    case 'expiring': return stockOf({ category: alert.class_id, tab: 'lots' })
    default: return alert.docs > 1 ? dispatchesOf({ state: alert.state, late: '1' }) : dispatchesOf({ doc: alert.object_id ?? '' })
  }
}
