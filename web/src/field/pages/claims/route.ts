/* SPDX-License-Identifier: Apache-2.0 */
import { UserRoundCheck } from '@lucide/vue'
import type { FieldPage } from '@/field/pages'
import { openCount, PERMS, things } from './data'

export const pages: readonly FieldPage[] = [
  { path: '/claims', title: ['认领住户', 'Households to confirm'], page: () => import('./index.vue'), perms: PERMS, tile: { order: 60, icon: UserRoundCheck }, count: openCount, things },
]
