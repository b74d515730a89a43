/* SPDX-License-Identifier: Apache-2.0 */
import { ShoppingCart } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'
import { waitingFor } from '@/command/waiting'

export const pages: readonly PageEntry[] = [
  { path: '/purchases', title: ['采购', 'Purchases'], page: () => import('./index.vue'), perms: ['PURCHASE_READ'], menu: { group: 'goods', order: 3, icon: ShoppingCart }, count: waitingFor('purchase') },
  { path: '/purchases/new', title: ['新采购', 'New purchase'], page: () => import('./NewPurchase.vue'), perms: ['PURCHASE_EDIT'] },
  { path: '/purchases/ask', title: ['询价', 'Ask for quotes'], page: () => import('./NewInquiry.vue'), perms: ['PURCHASE_EDIT'] },
  { path: '/purchases/inquiry/:id', title: ['询价单', 'Inquiry'], page: () => import('./OneInquiry.vue'), perms: ['PURCHASE_READ'] },
  { path: '/purchases/:id', title: ['采购单', 'Purchase'], page: () => import('./OnePurchase.vue'), perms: ['PURCHASE_READ'] },
]
