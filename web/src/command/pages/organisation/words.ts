/* SPDX-License-Identifier: Apache-2.0 */
/* The words people choose from here: roles of the system and of the plans in force, kinds of units with their class. */
import { computed, shallowRef } from 'vue'
import { api, ask, type Schemas } from '@/shared/api/client'
import { pick } from '@/shared/i18n'

export type Role = Schemas['role_body']
export type PlanRole = Schemas['plan_role_body']
export type UnitKind = Schemas['plan_kind_body']

export const roles = shallowRef<readonly Role[]>([])
export const planRoles = shallowRef<readonly PlanRole[]>([])
export const unitKinds = shallowRef<readonly UnitKind[]>([])
let loaded: Promise<void> | undefined

export function loadWords(): Promise<void> {
  loaded ??= (async () => {
    const [ofSystem, ofPlans] = await Promise.all([ask(api.GET('/api/v1/roles')), ask(api.GET('/api/v1/plan-words'))])
    roles.value = ofSystem.items
    planRoles.value = ofPlans.roles
    unitKinds.value = ofPlans.unit_kinds
  })().catch((cause: unknown) => { loaded = undefined; throw cause })
  return loaded
}

const roleTitles = computed(() => new Map([...planRoles.value, ...roles.value].map(role => [role.role, role])))

export function roleName(role: string): string {
  const found = roleTitles.value.get(role)
  return found ? pick([found.zh, found.en]) : role
}

export function kindName(unitKind: string | undefined): string {
  const found = unitKinds.value.find(kind => kind.unit_kind === unitKind)
  return found ? pick([found.zh, found.en]) : (unitKind ?? '')
}

export const kindOf = (unitKind: string | undefined): UnitKind | undefined => unitKinds.value.find(kind => kind.unit_kind === unitKind)
