/* SPDX-License-Identifier: Apache-2.0 */
/* Filters live in the address, so that a filtered list can be sent to a colleague.
 *
 *     const filter = useQuery({ state: '', place: '', item: [] as string[] })
 *     filter.state = 'raised'        // the address follows (replaced, not pushed); back and forward come back here
 *
 * A value equal to its default is not in the address. */
import { reactive, watch } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'

export type QueryShape = Record<string, string | string[]>

function read<T extends QueryShape>(shape: T, query: Record<string, unknown>): T {
  const values: QueryShape = {}
  for (const [name, otherwise] of Object.entries(shape)) {
    const given = query[name]
    if (Array.isArray(otherwise)) values[name] = given === undefined ? [...otherwise] : String(given).split(',').filter(Boolean)
    else values[name] = given === undefined || given === null ? otherwise : String(given)
  }
  return values as T
}

function write(shape: QueryShape, values: QueryShape, query: LocationQueryRaw): LocationQueryRaw {
  const next: LocationQueryRaw = { ...query }
  for (const [name, otherwise] of Object.entries(shape)) {
    const text = String(values[name] ?? '')
    if (text === String(otherwise)) delete next[name]
    else next[name] = text
  }
  return next
}

export function useQuery<T extends QueryShape>(shape: T): T {
  const route = useRoute()
  const router = useRouter()
  const path = route.path
  const values = reactive(read(shape, route.query)) as T

  watch(values, () => { if (route.path === path) void router.replace({ query: write(shape, values, route.query), hash: route.hash }) }, { deep: true })
  watch(() => route.query, query => {
    if (route.path !== path) return
    const now = read(shape, query)
    for (const name of Object.keys(shape)) if (String(values[name]) !== String(now[name])) Object.assign(values, { [name]: now[name] })
  })
  return values
}
