/* SPDX-License-Identifier: Apache-2.0 */
import { HandCoins } from '@lucide/vue'
import type { FieldPage } from '@/field/pages'
import { count, PERMS, things } from './data'

export const pages: readonly FieldPage[] = [
  { path: '/cash', title: ['货款', 'Money'], page: () => import('./index.vue'), perms: PERMS, tile: { order: 40, icon: HandCoins }, count, things },
  { path: '/cash/to/:shopId', title: ['交货款', 'Hand over'], page: () => import('./HandOver.vue'), perms: ['SETTLE_GIVE'] },
  { path: '/cash/count/:docId', title: ['点数', 'Count'], page: () => import('./CountMoney.vue'), perms: PERMS },
]
