/* SPDX-License-Identifier: Apache-2.0 */
import { ShoppingBasket } from '@lucide/vue'
import type { FieldPage } from '@/field/pages'
import { count, PERMS, things } from './data'

export const pages: readonly FieldPage[] = [
  { path: '/orders', title: ['下单', 'Order'], page: () => import('./index.vue'), perms: PERMS, tile: { order: 12, icon: ShoppingBasket }, count, things },
  { path: '/order/:householdId', title: ['为这户下单', 'Order for a household'], page: () => import('./New.vue'), perms: PERMS },
]
