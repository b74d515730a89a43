/* SPDX-License-Identifier: Apache-2.0 */
import { beforeEach, describe, expect, it } from 'vitest'
import { lang } from '@/shared/i18n'
import { ask, newAct, Refusal } from './client'

const problem = {
  type: 'urn:baogong:BAD_INPUT', title: '', status: 422, kind: 'BAD_INPUT' as const, field: 'wants[0].wanted', request_id: 'a-1',
  detail: '要 1 以上', detail_en: 'at least 1', errors: [{ field: 'unit_id', detail: '少了', detail_en: 'missing' }],
}

describe('ask', () => {
  beforeEach(() => { lang.value = 'zh' })

  it('gives the data of an answer', async () => {
    expect(await ask(Promise.resolve({ data: { n: 1 }, response: new Response('{}') }))).toEqual({ n: 1 })
  })

  it('throws what the server refused, in the language of now', async () => {
    const refused = ask(Promise.resolve({ error: problem, response: new Response('', { status: 422 }) }))
    const refusal = await refused.then(() => undefined, (cause: unknown) => cause)
    expect(refusal).toBeInstanceOf(Refusal)
    const it = refusal as Refusal
    expect([it.kind, it.sentence, it.sentenceOf('unit_id'), it.sentenceOf('wants[0].wanted'), it.sentenceOf('purpose')])
      .toEqual(['BAD_INPUT', '要 1 以上', '少了', '要 1 以上', undefined])
    lang.value = 'en'
    expect(it.sentence).toBe('at least 1')
  })

  it('says that nothing was done when the server cannot be reached', async () => {
    await expect(ask(Promise.reject(new TypeError('Failed to fetch')))).rejects.toMatchObject({ kind: 'OFFLINE', status: 0 })
  })
})

describe('newAct', () => {
  it('never gives a key twice, and keys the server takes', () => {
    const keys = new Set(Array.from({ length: 1000 }, () => newAct()['Idempotency-Key']))
    expect(keys.size).toBe(1000)
    for (const key of keys) expect(key).toMatch(/^[0-9a-z]{1,80}$/)
  })
})
