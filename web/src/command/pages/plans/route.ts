/* SPDX-License-Identifier: Apache-2.0 */
import { BookOpen } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/plans', title: ['预案', 'Plans'], page: () => import('./index.vue'), perms: ['PLAN_READ'], menu: { group: 'plan', order: 1, icon: BookOpen } },
]
