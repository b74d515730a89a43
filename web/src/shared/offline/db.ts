/* SPDX-License-Identifier: Apache-2.0 */
/* What this device keeps: acts to send, and the last answers of the server so that pages work without it.  Signing out empties
 * both, because phones are shared. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { ActStore, QueuedAct } from './queue'

export interface KeptAnswer { name: string; at: number; data: unknown }
interface Schema extends DBSchema {
  acts: { key: string; value: QueuedAct }
  answers: { key: string; value: KeptAnswer }
}

const open = new Map<string, Promise<IDBPDatabase<Schema>>>()

function db(app: string): Promise<IDBPDatabase<Schema>> {
  let opened = open.get(app)
  if (!opened) {
    opened = openDB<Schema>(`baogong-${app}`, 1, {
      upgrade: fresh => {
        fresh.createObjectStore('acts', { keyPath: 'key' })
        fresh.createObjectStore('answers', { keyPath: 'name' })
      },
    })
    open.set(app, opened)
  }
  return opened
}

/* What a page holds may be a proxy, which cannot be stored. */
const plain = <T>(what: T): T => JSON.parse(JSON.stringify(what)) as T

export function actStore(app: string): ActStore {
  return {
    all: async () => (await db(app)).getAll('acts'),
    put: async act => { await (await db(app)).put('acts', plain(act)) },
    remove: async key => { await (await db(app)).delete('acts', key) },
    clear: async () => { await (await db(app)).clear('acts') },
  }
}

/* Only a convenience: where nothing can be kept (private windows), the app works with a network. */
export async function keepAnswer(app: string, name: string, data: unknown): Promise<void> {
  try {
    await (await db(app)).put('answers', { name, at: Date.now(), data: plain(data) })
  } catch {
    open.delete(app)
  }
}

export async function keptAnswer<T>(app: string, name: string): Promise<{ at: number; data: T } | undefined> {
  const kept = await db(app).then(it => it.get('answers', name)).catch(() => undefined)
  return kept && { at: kept.at, data: kept.data as T }
}

export async function forgetAll(app: string): Promise<void> {
  const it = await db(app)
  await Promise.all([it.clear('acts'), it.clear('answers')])
}
