/* SPDX-License-Identifier: Apache-2.0 */
import { createRenderer, defineComponent, h, nextTick, ref, type Ref } from 'vue'
import { describe, expect, it, vi } from 'vitest'

vi.mock('element-plus', () => ({ ElMessage: () => undefined }))
vi.mock('@/shared/sse', () => ({ onHappened: () => () => undefined }))
const { usePages } = await import('./paged')
type Numbers = ReturnType<typeof usePages<number, number>>

/* A list of so many numbers, three a page, whose length and start may change. */
async function listOf(length: Ref<number>, from: Ref<number>): Promise<Numbers> {
  const load = async (after: number | undefined): Promise<{ items: number[]; next?: number }> => {
    const begin = after ?? 0
    const items = Array.from({ length: Math.min(3, length.value - begin) }, (_, k) => from.value + begin + k)
    return begin + 3 < length.value ? { items, next: begin + 3 } : { items }
  }
  let list: Numbers | undefined
  const blank = (): object => ({})
  createRenderer<object, object>({
    patchProp: () => undefined, insert: () => undefined, remove: () => undefined, createElement: blank, createText: blank, createComment: blank,
    setText: () => undefined, setElementText: () => undefined, parentNode: () => null, nextSibling: () => null,
  }).createApp(defineComponent({ setup: () => { list = usePages<number, number>(load, { again: from }); return () => h('p') } })).mount({})
  await vi.waitFor(() => expect(list?.rows.value.length).toBeGreaterThan(0))
  return list as Numbers
}

describe('a list in pages', () => {
  it('adds further pages until there is none', async () => {
    const list = await listOf(ref(7), ref(1))
    await list.more()
    await list.more()
    expect(list.rows.value).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(list.next.value).toBeUndefined()
    await list.more()
    expect(list.rows.value.length).toBe(7)
  })
  it('keeps the pages shown when it is loaded anew, with what came since', async () => {
    const length = ref(8)
    const list = await listOf(length, ref(1))
    await list.more()
    length.value = 5
    await list.first.reload()
    expect(list.rows.value).toEqual([1, 2, 3, 4, 5])
    expect(list.next.value).toBeUndefined()
  })
  it('begins at the first page when the filter changes', async () => {
    const from = ref(1)
    const list = await listOf(ref(9), from)
    await list.more()
    from.value = 101
    await nextTick()
    await vi.waitFor(() => expect(list.rows.value).toEqual([101, 102, 103]))
    expect(list.next.value).toBe(3)
  })
})
