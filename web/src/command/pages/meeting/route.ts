/* SPDX-License-Identifier: Apache-2.0 */
import { Users } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/meeting', title: ['会商', 'Daily meeting'], page: () => import('./index.vue'), perms: ['ALLOCATION_READ'], menu: { group: 'command', order: 2, icon: Users } },
]
