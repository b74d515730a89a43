/* SPDX-License-Identifier: Apache-2.0 */
import type { FieldPage } from '@/field/pages'

export const pages: readonly FieldPage[] = [{ path: '/unsent', title: ['待传', 'To send'], page: () => import('./index.vue'), perms: [] }]
