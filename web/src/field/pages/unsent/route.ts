/* SPDX-License-Identifier: Apache-2.0 */
import type { FieldPage } from '@/field/pages'
import Unsent from './index.vue'

/* Loaded with the app: it is where one goes when nothing else can be reached. */
export const pages: readonly FieldPage[] = [{ path: '/unsent', title: ['待传', 'To send'], page: () => Promise.resolve({ default: Unsent }), perms: [] }]
