/* SPDX-License-Identifier: Apache-2.0 */
import { HeartHandshake } from '@lucide/vue'
import type { FieldPage } from '@/field/pages'
import { things } from './data'

export const pages: readonly FieldPage[] = [
  { path: '/care', title: ['个别需求', 'Needs'], page: () => import('./index.vue'), perms: ['CARE_READ'], tile: { order: 40, icon: HeartHandshake }, things },
  { path: '/care/new', title: ['登记需求', 'Record a need'], page: () => import('./New.vue'), perms: ['CARE_EDIT'] },
  { path: '/care/:careId', title: ['一件需求', 'A need'], page: () => import('./One.vue'), perms: ['CARE_READ'] },
]
