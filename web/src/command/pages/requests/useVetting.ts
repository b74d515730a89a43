/* SPDX-License-Identifier: Apache-2.0 */
/* The selection, what it would come to, and deciding it.  Rows that are selected stay known when the page turns. */
import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue'
import { api, ask, asRefusal, newAct, type Refusal, type Schemas } from '@/shared/api/client'
import type { Row } from './rows'
import { actsOf, groupsOf, otherNumber, sumsOf, usual, type Choices, type GroupKey } from './vetting'
import { p } from './texts'

const SETTLE_MS = 250
export type Effect = Schemas['request_effect_out']
export type Result = Schemas['request_decide_out']

export function useVetting(rows: Ref<readonly Row[]>, after: () => Promise<void>) {
  const selected = ref<string[]>([])
  const known = reactive(new Map<string, Row>())
  const effect = shallowRef<Effect>()
  const refusal = shallowRef<Refusal>()
  const result = shallowRef<Result>()
  const busy = ref(false)
  const choices = reactive<Choices>({ ...usual })
  const note = ref('')
  const noteTouched = ref(false)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let key = newAct()

  watch(rows, now => { for (const row of now) if (!known.has(row.doc_id) || selected.value.includes(row.doc_id)) known.set(row.doc_id, row) }, { immediate: true })

  /* What the server last said of a request counts: all its lines, its version now. */
  const chosen = computed<Row[]>(() => {
    const fresh = new Map(effect.value?.rows.map(row => [row.doc_id, row]))
    return selected.value.flatMap(id => { const row = fresh.get(id) ?? known.get(id); return row ? [row] : [] })
  })
  const groups = computed(() => groupsOf(chosen.value))
  const acts = computed(() => actsOf(groups.value, choices, note.value.trim()))
  const sums = computed(() => sumsOf(acts.value))
  const needsNote = computed(() => sums.value.refuse > 0 && note.value.trim() === '')

  async function look(): Promise<void> {
    const mine = ++turn
    if (acts.value.length === 0) {
      effect.value = undefined
      return
    }
    try {
      const got = await ask(api.POST('/api/v1/requests/vetting/effect', { body: { acts: acts.value.map(({ doc_id, verb, amounts }) => (amounts ? { doc_id, verb, amounts } : { doc_id, verb })) } }))
      if (mine !== turn) return
      effect.value = got
      refusal.value = undefined
    } catch (cause) {
      if (mine === turn) refusal.value = asRefusal(cause)
    }
  }

  watch([selected, choices], () => {
    key = newAct()
    result.value = undefined
    clearTimeout(timer)
    timer = setTimeout(() => void look(), SETTLE_MS)
  }, { deep: true })

  watch(() => groups.value.find(g => g.key === 'double')?.rows, doubles => {
    if (!noteTouched.value) note.value = doubles && choices.double === 'refuse' ? p('noteDouble', { other: otherNumber(doubles) }) : ''
  })

  function choose(group: GroupKey, choice: Choices[GroupKey]): void { choices[group] = choice }
  function chooseAll(choice: 'asked' | 'refuse'): void {
    for (const group of groups.value) if (group.key !== 'other') choices[group.key] = choice === 'refuse' ? 'refuse' : usual[group.key]
  }
  function clear(): void {
    selected.value = []
    note.value = ''
    noteTouched.value = false
    effect.value = undefined
    Object.assign(choices, usual)
  }

  async function decide(): Promise<void> {
    if (busy.value || needsNote.value) return
    busy.value = true
    try {
      const done = await ask(api.POST('/api/v1/requests/vetting', { params: { header: key }, body: { acts: acts.value.filter(act => act.verb !== 'leave') } }))
      const gone = new Set(done.items.filter(item => item.done).map(item => item.doc_id))
      selected.value = selected.value.filter(id => !gone.has(id))
      for (const id of gone) known.delete(id)
      noteTouched.value = false
      await after()
      key = newAct()
      result.value = done
    } catch (cause) {
      refusal.value = asRefusal(cause)
    } finally {
      busy.value = false
    }
  }

  function remember(more: readonly Row[]): void { for (const row of more) known.set(row.doc_id, row) }
  return { selected, chosen, groups, acts, sums, effect, refusal, result, busy, choices, note, noteTouched, needsNote, choose, chooseAll, clear, decide, remember }
}
export type Vetting = ReturnType<typeof useVetting>
