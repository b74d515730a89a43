/* SPDX-License-Identifier: Apache-2.0 */
import { Landmark } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/funds', title: ['专款', 'Funds'], page: () => import('./index.vue'), perms: ['FUND_READ'], menu: { group: 'goods', order: 4, icon: Landmark } },
  { path: '/funds/:id', title: ['专款账簿', 'Fund'], page: () => import('./OneFund.vue'), perms: ['FUND_READ'] },
]
