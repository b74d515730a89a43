/* SPDX-License-Identifier: Apache-2.0 */
import { LayoutDashboard } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'
import { beginFigures } from './figures'

export const pages: readonly PageEntry[] = [
  { path: '/overview', title: ['总览', 'Overview'], page: () => import('./index.vue'), perms: ['REPORT_READ'], early: beginFigures, menu: { group: 'command', order: 1, icon: LayoutDashboard } },
]
