/* SPDX-License-Identifier: Apache-2.0 */
import { Store } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/sales', title: ['平价投放', 'Market release'], page: () => import('./index.vue'), perms: ['SALE_READ'], menu: { group: 'goods', order: 10, icon: Store } },
]
