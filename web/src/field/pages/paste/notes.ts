/* SPDX-License-Identifier: Apache-2.0 */
import { keptEach } from '@/field/kept'
import { api, ask } from '@/shared/api/client'

/* "offer/place": what can be pasted back into the chat of that place. */
export const notesOf = keptEach('paste/notes', key => {
  const [offer_id = '', place_id = ''] = key.split('/')
  return ask(api.GET('/api/v1/chat-texts', { params: { query: { offer_id, place_id } } }))
})
