/* SPDX-License-Identifier: Apache-2.0 */
import { Store } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/catalog', title: ['商品和团购', 'Goods and offers'], page: () => import('./index.vue'), perms: ['CATALOG_READ'], menu: { group: 'delivery', order: 20, icon: Store } },
]
