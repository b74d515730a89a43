/* SPDX-License-Identifier: Apache-2.0 */
/* Which columns the table has in which work list; which of them this person wants to see is kept in the browser. */
import { ref, watch } from 'vue'
import type { Column } from '@/ui-desk/DataGrid.vue'
import type { Row, Tab } from './rows'
import { t } from './texts'

const KEPT = 'baogong.requests.hidden'
const TIGHT = 'baogong.requests.tight'
type Name = 'number' | 'unit' | 'item' | 'asked' | 'can' | 'own' | 'vetted' | 'received' | 'due' | 'rank' | 'channel' | 'check' | 'state' | 'waits' | 'changed'

const WAITING: readonly Name[] = ['number', 'unit', 'item', 'asked', 'can', 'own', 'due', 'rank', 'channel', 'check', 'waits']
const DECIDED: readonly Name[] = ['number', 'unit', 'item', 'asked', 'vetted', 'received', 'due', 'rank', 'channel', 'state', 'changed']
const MIXED: readonly Name[] = ['number', 'unit', 'item', 'asked', 'vetted', 'received', 'due', 'rank', 'channel', 'state', 'changed']
const ALWAYS: readonly Name[] = ['number', 'unit', 'item']

const TITLES: Readonly<Record<Name, { title: Parameters<typeof t>[0]; right?: boolean; sort?: boolean }>> = {
  number: { title: 'number', sort: true }, unit: { title: 'unit' }, item: { title: 'item' }, asked: { title: 'asked', right: true, sort: true }, can: { title: 'can', right: true },
  own: { title: 'own', right: true }, vetted: { title: 'vetted', right: true }, received: { title: 'received', right: true }, due: { title: 'dueDay', sort: true },
  rank: { title: 'rank', sort: true }, channel: { title: 'channel' }, check: { title: 'check' }, state: { title: 'state' }, waits: { title: 'waits', right: true, sort: true },
  changed: { title: 'changed', right: true },
}

export const hidden = ref<string[]>((localStorage.getItem(KEPT) ?? '').split(',').filter(Boolean))
export const tight = ref(localStorage.getItem(TIGHT) === '1')
watch(hidden, now => localStorage.setItem(KEPT, now.join(',')), { deep: true })
watch(tight, now => localStorage.setItem(TIGHT, now ? '1' : '0'))

export const namesOf = (tab: Tab): readonly Name[] => (tab === 'waiting' || tab === 'late' || tab === 'special' ? WAITING : tab === 'all' ? MIXED : DECIDED)
export const choosable = (tab: Tab): { value: string; title: string }[] => namesOf(tab).filter(name => !ALWAYS.includes(name)).map(name => ({ value: name, title: t(TITLES[name].title) }))

/* Beside the panel there is room for what one decides by. */
const NOT_BESIDE: readonly Name[] = ['own', 'channel']

export function columnsOf(tab: Tab, beside: boolean): Column<Row>[] {
  return namesOf(tab).filter(name => ALWAYS.includes(name) || !(hidden.value.includes(name) || (beside && NOT_BESIDE.includes(name)))).map(name => {
    const { title, right, sort } = TITLES[name]
    return { key: name, title: t(title), ...(right ? { right } : {}), ...(sort ? { sort } : {}) }
  })
}
