/* SPDX-License-Identifier: Apache-2.0 */
/* Every page of the field app describes itself in its folder's route.ts; this file gathers them.  A new page is a new folder:
 *
 *     export const pages: readonly FieldPage[] = [
 *       { path: '/buildings', title: ['我的楼', 'My buildings'], page: () => import('./index.vue'), perms: ['HOUSEHOLD_READ'],
 *         tab: { order: 1, icon: Building2 } },
 *       { path: '/buildings/:id', title: ['一栋楼', 'A building'], page: () => import('./Building.vue'), perms: ['HOUSEHOLD_READ'] },
 *     ]
 *
 * route.ts and what it imports are loaded at once by everybody: keep them small; the page itself comes later, and is fetched ahead
 * for those who may see it, so that it opens without a network. */
import type { Component, Ref } from 'vue'
import { may, mayAny, type Perm } from '@/shared/auth/session'
import type { Pair } from '@/shared/i18n'
import { match } from './nav'

/* What Today says: a thing to do now or later. */
export interface Thing {
  key: string
  title: Pair
  note?: Pair
  at: number                /* ms when it begins or is due; Infinity: no time */
  until?: number            /* ms when its window ends: the time left is shown */
  now: boolean              /* can be done now; the one with the soonest end stands on top with its button */
  act?: Pair                /* words of the button; absent: the title */
  path: string              /* where the button leads */
  done?: number             /* progress, with `of` and `unit` */
  of?: number
  unit?: Pair
  phone?: string            /* to be called: the row gets a call button of its own */
  warn?: boolean            /* the note is a warning */
  icon?: Component
}
/* Today's small cards: a building and how far it is. */
export interface Tally { key: string; title: Pair; done: number; of: number; path: string; doneWord?: Pair; word?: Pair }

/* 云帆苑网格（演示）: as people say it, for a card two words wide. */
export const shortCompound = (name: string | undefined): string => (name ?? '').replace(/（.*$/, '').replace(/网格$/, '').slice(0, 4)

export interface Place { order: number; icon: Component }

export interface FieldPage {
  path: string                                /* "/paste", "/buildings/:id"; what stands for ":id" comes to the page as a prop */
  title: Pair
  page: () => Promise<{ default: Component }>
  perms: readonly Perm[]                      /* any of them opens the page; [] for everybody signed in */
  also?: readonly Perm[]                      /* and all of these too */
  tab?: Place                                 /* at the bottom; there is room for two beside Today and To send, the others become tiles */
  tile?: Place                                /* a way in on Today */
  count?: Readonly<Ref<number | undefined>>   /* what waits for this person: on the tile or tab */
  things?: () => readonly Thing[]             /* for Today; read again by itself when what it reads changes */
  tallies?: () => readonly Tally[]
}

const TABS_MAX = 2
const files = import.meta.glob<{ pages: readonly FieldPage[] }>('./pages/*/route.ts', { eager: true })
export const pages: readonly FieldPage[] = Object.values(files).flatMap(file => file.pages)

export const allowed = (page: FieldPage): boolean => (page.perms.length === 0 || mayAny(page.perms)) && (page.also ?? []).every(perm => may(perm))

export function pageAt(path: string): { page: FieldPage; params: Record<string, string> } | undefined {
  for (const page of pages) {
    const params = match(page.path, path)
    if (params) return { page, params }
  }
  return undefined
}

const byOrder = (where: 'tab' | 'tile') => (a: FieldPage, b: FieldPage): number => (a[where]?.order ?? 0) - (b[where]?.order ?? 0)
const wantTabs = (): FieldPage[] => pages.filter(page => page.tab && allowed(page)).sort(byOrder('tab'))
export const tabs = (): FieldPage[] => wantTabs().slice(0, TABS_MAX)
export const tiles = (): FieldPage[] => [...pages.filter(page => page.tile && !page.tab && allowed(page)).sort(byOrder('tile')), ...wantTabs().slice(TABS_MAX)]
export const iconOf = (page: FieldPage): Component | undefined => page.tile?.icon ?? page.tab?.icon
/* Has this person anything to do on a phone?  What everybody has (Today, To send) does not count. */
export const anything = (): boolean => pages.some(page => page.perms.length > 0 && allowed(page))

/* The pages of this person, fetched ahead of need. */
export async function fetchAhead(): Promise<void> {
  for (const page of pages) if (allowed(page)) await page.page().catch(() => undefined)
}
