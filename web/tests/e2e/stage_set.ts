/* SPDX-License-Identifier: Apache-2.0 */
/* What stands ready before the first world: the demo, filled once on each store.  Every world begins with a copy of it. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export type Store = 'sqlite' | 'postgres'
export interface Server { base: string; stop: () => Promise<string> }
export interface Data { url: string; filled: boolean; drop: () => void }

/* The worlds' time: on from here it runs like any clock.  The hour at which somebody runs the tests is no part of them. */
export const BEGIN = process.env.BAOGONG_WEB_CLOCK ?? '2026-11-21T15:00:00+08:00'
export const stores: readonly Store[] = process.env.BAOGONG_TEST_PG ? ['sqlite', 'postgres'] : ['sqlite']

const root = resolve(import.meta.dirname, '..', '..', '..')
const binary = process.env.BAOGONG_BINARY ?? join(root, 'build-test', 'baogong')

/* By how much a clock that says `time` now is ahead of the machine's. */
export const aheadOf = (time: string): number => Math.round((Date.parse(time) - Date.now()) / 1000) * 1000

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise(done => server.close(done))
  return port
}

/* A clock that stands, or one that is so many milliseconds ahead. */
export interface Clock { stands?: string; ahead?: number }

/* Without a port: on any free one. */
export async function serve(url: string, clock: Clock, { demo = false, port = 0, patience = 110_000 } = {}): Promise<Server> {
  const at = port || await freePort()
  const time = clock.stands ? ['--test-clock', clock.stands] : ['--clock-ahead', String(Math.round((clock.ahead ?? 0) / 1000))]
  const child: ChildProcess = spawn(binary, ['serve', ...(demo ? ['--demo'] : []), '--data', url, '--port', String(at), '--quiet', ...time], { stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = (): void => { child.kill('SIGKILL') }
  process.once('exit', kill)                             // also when a hook ran out of time
  let said = ''
  child.stdout?.on('data', d => { said += String(d) })
  child.stderr?.on('data', d => { said += String(d) })
  const base = `http://127.0.0.1:${at}`
  const begun = Date.now()
  for (;;) {
    if (child.exitCode !== null || Date.now() - begun > patience) throw new Error(`the server did not start: ${said.slice(-2000)}`)
    if (await fetch(`${base}/healthz`).then(r => r.ok, () => false)) break
    await new Promise(done => setTimeout(done, 100))
  }
  return {
    base,
    stop: () => new Promise(done => {
      process.off('exit', kill)
      child.on('exit', code => done(code === 0 ? '' : `the server ended with ${code}: ${said.slice(-3000)}`))
      child.kill('SIGTERM')
    }),
  }
}

const admin = process.env.BAOGONG_TEST_PG ?? ''
const psql = (sql: string): void => { execFileSync('psql', ['-qX', admin, '-c', sql]) }
const urlOf = (name: string): string => admin.replace(/\/baogong(\?|$)/, `/${name}$1`)

function database(name: string, template: string): Data {
  psql(`CREATE DATABASE ${name} TEMPLATE ${template}${template === 'template0' ? ' LC_COLLATE \'C\' LC_CTYPE \'C\'' : ''}`)
  return { url: urlOf(name), filled: template !== 'template0', drop: () => psql(`DROP DATABASE ${name} WITH (FORCE)`) }
}

const set = (): string => process.env.BAOGONG_WEB_SET ?? ''
let worlds = 0

/* Data of a world's own: a copy of the filled demo, or nothing yet. */
export function dataFor(store: Store, copy: boolean): Data {
  if (store === 'postgres') return database(`web_${process.pid}_${++worlds}`, copy ? `web_set_${process.env.BAOGONG_WEB_RUN ?? ''}` : 'template0')
  const dir = mkdtempSync(join(tmpdir(), 'baogong-web-'))
  const url = join(dir, 'data.db')
  if (copy) copyFileSync(join(set(), 'demo.db'), url)
  return { url, filled: copy, drop: () => { rmSync(dir, { recursive: true, force: true }) } }
}

async function fill(store: Store): Promise<() => void> {
  const data = store === 'postgres' ? database(`web_set_${process.env.BAOGONG_WEB_RUN ?? ''}`, 'template0') : { url: join(set(), 'demo.db'), drop: () => {} }
  const server = await serve(data.url, { ahead: aheadOf(BEGIN) }, { demo: true, patience: 600_000 })
  const fault = await server.stop()
  if (fault) throw new Error(fault)
  return data.drop
}

/* vitest's, before the first file and after the last. */
export async function setup(): Promise<() => void> {
  const dir = mkdtempSync(join(tmpdir(), 'baogong-web-set-'))
  process.env.BAOGONG_WEB_SET = dir
  process.env.BAOGONG_WEB_RUN = String(process.pid)
  const drops = await Promise.all(stores.map(fill))
  return () => {
    for (const drop of drops) drop()
    rmSync(dir, { recursive: true, force: true })
  }
}
