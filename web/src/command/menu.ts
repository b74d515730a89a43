/* SPDX-License-Identifier: Apache-2.0 */
/* Every page describes itself in its folder's route.ts; this file gathers them.  A new page is a new folder. */
import type { Component, Ref } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import type { Pair } from '@/shared/i18n'
import { mayAny, type Perm } from '@/shared/auth/session'

export type MenuGroup = 'command' | 'goods' | 'delivery' | 'plan' | 'office'

export interface PageEntry {
  path: string                          /* "/requests"; parts with ":" are not in the menu */
  title: Pair
  page: () => Promise<{ default: Component }>
  perms: readonly Perm[]                /* any of them opens the page; [] for everybody signed in */
  menu?: { group: MenuGroup; order: number; icon: Component }
  count?: Readonly<Ref<number | undefined>>   /* what waits for this person */
  alarm?: boolean                       /* its count is shown as an alarm */
  early?: () => void                    /* begins its first question before it is known who asks */
  bare?: boolean                        /* without menu and top bar */
}

const files = import.meta.glob<{ pages: readonly PageEntry[] }>('./pages/*/route.ts', { eager: true })

export const pages: readonly PageEntry[] = Object.values(files).flatMap(file => file.pages)

export const groups: readonly { key: MenuGroup; title: Pair }[] = [
  { key: 'command', title: ['指挥', 'Command'] },
  { key: 'goods', title: ['物资', 'Goods'] },
  { key: 'delivery', title: ['配送', 'Delivery'] },
  { key: 'plan', title: ['预案与响应', 'Plans and response'] },
  { key: 'office', title: ['内务', 'Office'] },
]

export const allowed = (page: PageEntry): boolean => page.perms.length === 0 || mayAny(page.perms)

export function menuOf(group: MenuGroup): PageEntry[] {
  return pages.filter(page => page.menu?.group === group && allowed(page)).sort((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0))
}

/* Where a person starts: the first page they may see. */
export function home(): string {
  for (const group of groups) {
    const first = menuOf(group.key)[0]
    if (first) return first.path
  }
  return '/account'
}

export const routes: RouteRecordRaw[] = pages.map(page => ({ path: page.path, component: page.page, meta: { page } }))
