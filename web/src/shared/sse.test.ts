/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { parseBlock } from './sse'

describe('a block of the stream', () => {
  it('has number, name and data', () => {
    expect(parseBlock('id: 6\nevent: request_new\ndata: {"op":"request_new"}'))
      .toEqual({ id: '6', event: 'request_new', data: '{"op":"request_new"}' })
  })

  it('may be a heartbeat, which says nothing', () => {
    expect(parseBlock(': beat')).toEqual({})
  })

  it('joins several lines of data', () => {
    expect(parseBlock('data: a\ndata:b').data).toBe('a\nb')
  })
})
