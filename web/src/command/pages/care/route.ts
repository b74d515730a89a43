/* SPDX-License-Identifier: Apache-2.0 */
import { HeartHandshake } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/care', title: ['个别需求', 'Individual needs'], page: () => import('./index.vue'), perms: ['CARE_READ'], menu: { group: 'delivery', order: 10, icon: HeartHandshake } },
]
