/* SPDX-License-Identifier: Apache-2.0 */
import { MessageSquareWarning } from '@lucide/vue'
import type { FieldPage } from '@/field/pages'
import './data'

export const pages: readonly FieldPage[] = [
  { path: '/complaint', title: ['投诉', 'Complaints'], page: () => import('./index.vue'), perms: ['COMPLAINT_READ', 'COMPLAINT_EDIT'], tile: { order: 70, icon: MessageSquareWarning } },
  { path: '/complaint/new', title: ['登记投诉', 'Record a complaint'], page: () => import('./New.vue'), perms: ['COMPLAINT_EDIT'] },
]
