/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const l = texts({
  title: ['运调拨物资时能装多少', 'What it takes of dispatched goods'],
  kg: ['载重（公斤）', 'Load (kg)'],
  litres: ['容积（升）', 'Room (litres)'],
  noKg: ['载重没登记：排车时不限重量，可能超载。', 'Load not known: no limit of weight when tours are planned; it may be overloaded.'],
  noLitres: ['容积没登记：排车时不限体积。', 'Room not known: no limit of volume when tours are planned.'],
  hazard: ['能运危险品', 'May carry hazardous goods'],
  save: ['保存载重', 'Save the load'],
  saved: ['载重存好了', 'The load is saved'],
  column: ['载重', 'Load'],
  takes: ['{kg} 公斤', '{kg} kg'],
  unknown: ['没登记', 'Not known'],
})
