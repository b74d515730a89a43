/* SPDX-License-Identifier: Apache-2.0 */
import { HandCoins } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/settlement', title: ['结算', 'Settlement'], page: () => import('./index.vue'), perms: ['SETTLE_READ', 'SETTLE_TAKE', 'SETTLE_GIVE'], menu: { group: 'delivery', order: 9, icon: HandCoins } },
]
