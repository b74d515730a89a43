/* SPDX-License-Identifier: Apache-2.0 */
/* The overview's figures.  The first asking begins while it is still being found out who is signed in: over a slow network each
 * question one after the other costs a round trip. */
import { api, ask, cookie, type Schemas } from '@/shared/api/client'

type Figures = Schemas['overview']
const load = (): Promise<Figures> => ask(api.GET('/api/v1/overview'))
let begun: Promise<Figures> | undefined

/* Only where somebody has signed in before: nobody else would be answered. */
export function beginFigures(): void {
  if (!cookie('baogong_csrf')) return
  begun = load()
  begun.catch(() => undefined)            // asked again by the page, which says why not
}

export function figures(): Promise<Figures> {
  const first = begun
  begun = undefined
  return first ? first.catch(load) : load()
}
