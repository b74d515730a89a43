/* SPDX-License-Identifier: Apache-2.0 */
/* The service worker of a phone app, written after its build: it keeps every file the build made and answers the app's own addresses
 * from there, so that the app opens without a network.  The API is never touched.  A new build is another list, so another worker,
 * which takes over at once.  The files of the build before stay: a page that is open may still open its other pages. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const KEPT = /\.(html|js|css|svg|woff2|webmanifest)$/

function filesBelow(dir: string, at = ''): string[] {
  return readdirSync(join(dir, at)).flatMap(name => {
    const path = at ? `${at}/${name}` : name
    return statSync(join(dir, path)).isDirectory() ? (name === '.vite' ? [] : filesBelow(dir, path)) : [path]
  })
}

export function workerText(app: string, version: string, files: readonly string[]): string {
  const base = `/${app}/`
  return `const B=${JSON.stringify(base)},C=${JSON.stringify(`${app}-${version}`)},F=${JSON.stringify(files.map(file => (file === 'index.html' ? base : base + file)))};
self.addEventListener('install',e=>e.waitUntil(caches.open(C).then(c=>c.addAll(F.map(f=>new Request(f,{cache:'no-cache'})))).then(()=>self.skipWaiting())));
self.addEventListener('activate',e=>e.waitUntil(caches.keys().then(k=>Promise.all(k.filter(n=>n.startsWith(${JSON.stringify(`${app}-`)})&&n!==C).slice(0,-1).map(n=>caches.delete(n)))).then(()=>self.clients.claim())));
self.addEventListener('fetch',e=>{const u=new URL(e.request.url);
if(e.request.method!=='GET'||u.origin!==location.origin||!u.pathname.startsWith(B))return;
const page=e.request.mode==='navigate';
e.respondWith(caches.open(C).then(c=>c.match(page?B:e.request)).then(r=>r||caches.match(e.request)).then(r=>r||fetch(e.request)))});
`
}

export function offlineWorker(app: string, outDir: string): Plugin {
  return {
    name: 'offline-worker',
    apply: 'build',
    closeBundle() {
      const files = filesBelow(outDir).filter(file => KEPT.test(file) && file !== 'sw.js').sort()
      const digest = createHash('sha256')
      for (const file of files) digest.update(file).update(readFileSync(join(outDir, file)))
      writeFileSync(join(outDir, 'sw.js'), workerText(app, digest.digest('hex').slice(0, 12), files))
    },
  }
}
