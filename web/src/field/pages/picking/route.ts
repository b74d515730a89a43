/* SPDX-License-Identifier: Apache-2.0 */
import { PackageCheck } from '@lucide/vue'
import type { FieldPage } from '@/field/pages'
import { leftToPack, things } from './waves'

export const pages: readonly FieldPage[] = [
  { path: '/picking', title: ['配货', 'Picking'], page: () => import('./index.vue'), perms: ['ORDER_FILL'], tab: { order: 30, icon: PackageCheck }, count: leftToPack, things },
  { path: '/picking/:wave', title: ['配货', 'Picking'], page: () => import('./Wave.vue'), perms: ['ORDER_FILL'] },
]
