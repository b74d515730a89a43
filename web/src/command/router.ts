/* SPDX-License-Identifier: Apache-2.0 */
import { createRouter, createWebHistory } from 'vue-router'
import { allowed, home, routes, type PageEntry } from '@/command/menu'
import { session, signedIn } from '@/shared/auth/session'

declare module 'vue-router' {
  interface RouteMeta { page?: PageEntry }
}

export const router = createRouter({
  history: createWebHistory('/command/'),
  routes: [
    { path: '/', redirect: () => home() },
    { path: '/:rest(.*)*', component: () => import('@/command/shell/NoPage.vue') },
    ...routes,
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

/* A page that this person may not see is answered by the page "no right", at its own address. */
export const denied = (page: PageEntry | undefined): boolean => page !== undefined && signedIn.value && session.value !== null && !allowed(page)
