/* SPDX-License-Identifier: Apache-2.0 */
import { Building2, HandHeart, HeartHandshake, ListTodo } from '@lucide/vue'
import { computed } from 'vue'
import { count } from '@/shared/format'
import { shortCompound, type FieldPage, type Tally, type Thing } from '@/field/pages'
import { buildings, firstRound, hasAnswered, homesIn, PERMS, silentIn, wantsVisit, type Building } from './data'

const silent = computed(() => (firstRound.value ? silentIn(firstRound.value) : []))
const silentCount = computed(() => silent.value.length || undefined)

function things(): Thing[] {
  const round = firstRound.value
  const n = silent.value.length
  if (!round || n === 0) return []
  const until = round.offer.cut_off ? Date.parse(round.offer.cut_off) : Number.POSITIVE_INFINITY
  const visit = silent.value.filter(wantsVisit).length
  return [
    { key: `silent ${round.offer.offer_id}`, title: ['截单', 'Orders close'], note: [`还有 ${count(n)} 户没回`, `${count(n)} have not answered`], at: until, now: false, path: '/unanswered', warn: true, icon: ListTodo },
    ...(visit ? [{ key: `visit ${round.offer.offer_id}`, title: [`替 ${count(visit)} 户老人、独居的订`, `Order for ${count(visit)} who cannot`] as const, note: ['没有智能手机、独居或行动不便', 'No smartphone, alone or disabled'] as const, at: until, now: false, path: '/unanswered?only=visit', icon: HeartHandshake }] : []),
  ]
}

/* With several compounds the card says which one. */
function titleOf(one: Building): readonly [string, string] {
  const list = buildings.data.value ?? []
  const title = list.some(other => other.grid_id !== one.grid_id) ? `${shortCompound(one.compound)} ${one.mark ?? one.name}` : one.name
  return [title, title]
}

/* Before the cut-off a building's card tells how many have answered. */
function tallies(): Tally[] {
  const round = firstRound.value
  if (!round) return []
  return (buildings.data.value ?? []).filter(one => round.offer.places.includes(one.grid_id) || round.offer.places.includes(one.building_id)).map(one => {
    const homes = homesIn(one.building_id).filter(home => home.status === 'here')
    return { key: `answers ${one.building_id}`, title: titleOf(one), done: homes.filter(home => hasAnswered(round, home.household_id)).length, of: homes.length, path: `/buildings/${one.building_id}`, doneWord: ['都回了', 'All answered'] as const, word: ['户回了', 'answered'] as const }
  })
}

export const pages: readonly FieldPage[] = [
  { path: '/buildings', title: ['我的楼', 'My buildings'], page: () => import('./index.vue'), perms: PERMS, tab: { order: 10, icon: Building2 }, things, tallies },
  { path: '/buildings/:id', title: ['一栋楼', 'A building'], page: () => import('./House.vue'), perms: PERMS },
  { path: '/household/:id', title: ['住户', 'Household'], page: () => import('./Household.vue'), perms: PERMS },
  { path: '/household/:id/edit', title: ['改住户', 'Change a household'], page: () => import('./HouseholdForm.vue'), perms: ['GRID_EDIT'] },
  { path: '/register/:building', title: ['登记一户', 'Register a household'], page: () => import('./HouseholdForm.vue'), perms: ['GRID_EDIT'] },
  { path: '/special', title: ['特殊住户', 'Special households'], page: () => import('./Special.vue'), perms: PERMS, tile: { order: 30, icon: HandHeart } },
  { path: '/unanswered', title: ['没回的', 'Not answered'], page: () => import('./Unanswered.vue'), perms: ['ORDER_EDIT'], tile: { order: 20, icon: ListTodo }, count: silentCount },
]
