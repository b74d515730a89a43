/* SPDX-License-Identifier: Apache-2.0 */
import { ShoppingBasket } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/orders', title: ['订单', 'Orders'], page: () => import('./index.vue'), perms: ['ORDER_READ'], menu: { group: 'delivery', order: 3, icon: ShoppingBasket } },
]
