/* SPDX-License-Identifier: Apache-2.0 */
import type { Schemas } from '@/shared/api/client'
import type { Tone } from '@/ui-desk/StatusTag.vue'

export const tones: Record<Schemas['statement_row']['state'], Tone> = { open: 'plain', half: 'info', agreed: 'ok', differs: 'bad', changed: 'warn' }
