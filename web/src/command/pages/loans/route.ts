/* SPDX-License-Identifier: Apache-2.0 */
import { Tent } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'
import { waitingFor } from '@/command/waiting'

export const pages: readonly PageEntry[] = [
  { path: '/loans', title: ['借用与归还', 'Loans'], page: () => import('./index.vue'), perms: ['LOAN_READ'], menu: { group: 'goods', order: 40, icon: Tent }, count: waitingFor('loan') },
]
