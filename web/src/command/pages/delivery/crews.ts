/* SPDX-License-Identifier: Apache-2.0 */
/* Who drives which vehicle, as the form proposes it: a person may change every pair. */
interface Vehicle { vehicle_id: string; place_id: string }
interface Driver { driver_id: string; place_id: string }

/* Vehicles at home at the shop (all of them when none is, or no shop is named), each with a driver of the same home, as far as there are any.
   `driven`: pairs of the plan before, which stay together; other vehicles then get who drives none of them. */
export function crewsFor({ vehicles, drivers }: { vehicles: readonly Vehicle[]; drivers: readonly Driver[] }, shop = '', driven: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const atHome = vehicles.filter(one => one.place_id === shop)
  const going = (atHome.length ? atHome : vehicles).filter(one => !driven.has(one.vehicle_id))
  const crews = new Map([...driven].filter(([vehicle]) => vehicles.some(one => one.vehicle_id === vehicle)))
  const busy = new Set(driven.values())
  for (const vehicle of going) {
    const driver = drivers.find(one => one.place_id === vehicle.place_id && !busy.has(one.driver_id))
    if (!driver) continue
    busy.add(driver.driver_id)
    crews.set(vehicle.vehicle_id, driver.driver_id)
  }
  return crews
}
