/* SPDX-License-Identifier: Apache-2.0 */
/* The service worker of an app (sw-plugin.ts writes it).  Without HTTPS there is none: pages work, only reloading offline does not. */
export function registerWorker(app: string): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  window.addEventListener('load', () => { navigator.serviceWorker.register(`/${app}/sw.js`, { scope: `/${app}/` }).catch(() => {}) })
}
