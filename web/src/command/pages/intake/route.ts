/* SPDX-License-Identifier: Apache-2.0 */
import { ClipboardPaste } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/intake', title: ['接龙导入', 'Chat lists'], page: () => import('./index.vue'), perms: ['ORDER_EDIT'], menu: { group: 'delivery', order: 4, icon: ClipboardPaste } },
]
