/* SPDX-License-Identifier: Apache-2.0 */
import { Network } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  {
    path: '/organisation', title: ['组织与人员', 'Organisation'], page: () => import('./index.vue'),
    perms: ['ACCOUNT_READ', 'PLACE_EDIT', 'PERSON_READ', 'ORG_EDIT'], menu: { group: 'office', order: 1, icon: Network },
  },
]
