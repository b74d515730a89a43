/* SPDX-License-Identifier: Apache-2.0 */
import { DoorOpen } from '@lucide/vue'
import { moment } from '@/shared/format'
import { shortCompound, type FieldPage, type Tally, type Thing } from '@/field/pages'
import { houses, passed } from './data'

const PERMS = ['ORDER_DELIVER'] as const

/* What was passed on waits to be counted; then the buildings, those promised soonest first. */
function things(): readonly Thing[] {
  const counted: Thing[] = (passed.data.value ?? []).map(one => ({
    key: `passing-${one.doc_id}`, title: [`点收转交的货`, 'Count what was passed to you'], note: [`${one.giver ?? ''} 转来，点数后归你`, `From ${one.giver ?? ''}; yours once counted`],
    at: moment(one.created), now: true, act: ['点数', 'Count'], path: '/handover', icon: DoorOpen,
  }))
  const open: Thing[] = (houses.data.value?.items ?? []).filter(one => one.done < one.orders).map(one => ({
    key: `house-${one.building_id}`, title: [`${one.building}交接`, `Hand over, ${one.building}`], note: [one.grid, one.grid], at: one.by ? moment(one.by) : Number.POSITIVE_INFINITY,
    until: one.by ? moment(one.by) : Number.POSITIVE_INFINITY, now: true, act: ['开始交接', 'Begin'], path: `/handover/${one.building_id}`, done: one.done, of: one.orders, unit: ['件', 'parcels'], icon: DoorOpen,
  }))
  return [...counted, ...open]
}
const several = (): boolean => new Set((houses.data.value?.items ?? []).map(one => one.grid)).size > 1
const titleOf = (one: { building: string; grid: string }): string => (several() ? `${shortCompound(one.grid)} ${one.building.replace(/号楼$/, '')}` : one.building)
const tallies = (): readonly Tally[] => (houses.data.value?.items ?? []).map(one => ({
  key: one.building_id, title: [titleOf(one), titleOf(one)], done: one.done, of: one.orders, path: `/handover/${one.building_id}`, doneWord: ['交完', 'All done'], word: ['件交了', 'handed over'] }))

export const pages: readonly FieldPage[] = [
  { path: '/handover', title: ['交接到户', 'Hand over'], page: () => import('./index.vue'), perms: PERMS, tab: { order: 20, icon: DoorOpen }, things, tallies },
  { path: '/handover/:id', title: ['一栋楼交接', 'Hand over a building'], page: () => import('./House.vue'), perms: PERMS },
]
