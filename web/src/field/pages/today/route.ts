/* SPDX-License-Identifier: Apache-2.0 */
import { Sun } from '@lucide/vue'
import type { FieldPage } from '@/field/pages'
import Today from './index.vue'

export const todayIcon = Sun
/* The first page: loaded with the app. */
export const pages: readonly FieldPage[] = [{ path: '/today', title: ['今天', 'Today'], page: () => Promise.resolve({ default: Today }), perms: [] }]
