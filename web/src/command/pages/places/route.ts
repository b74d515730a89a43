/* SPDX-License-Identifier: Apache-2.0 */
import { MapPin } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/places', title: ['地点', 'Places'], page: () => import('./index.vue'), perms: ['PLACE_READ'], menu: { group: 'office', order: 3, icon: MapPin } },
]
