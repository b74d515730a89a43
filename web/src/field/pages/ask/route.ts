/* SPDX-License-Identifier: Apache-2.0 */
import { ClipboardList } from '@lucide/vue'
import type { FieldPage } from '@/field/pages'
import './shelf'

export const pages: readonly FieldPage[] = [
  { path: '/ask', title: ['要物资', 'Request'], page: () => import('./index.vue'), perms: ['REQUEST_RAISE'], tab: { order: 60, icon: ClipboardList } },
]
