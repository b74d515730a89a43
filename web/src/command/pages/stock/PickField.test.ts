/* SPDX-License-Identifier: Apache-2.0 */
import { flushPromises, mount } from '@vue/test-utils'
import { ElSelect } from 'element-plus'
import { expect, it } from 'vitest'
import PickField from './modules/PickField.vue'

it('tells at once what was chosen, so that packs and units stand beside the quantity', async () => {
  const choices = [{ value: '1', title: '矿泉水' }, { value: '2', title: '医用外科口罩' }]
  const field = mount(PickField, { props: { modelValue: '', label: '物资', find: () => Promise.resolve(choices), 'onUpdate:modelValue': () => {} } })     // as a parent does, who answers a moment later
  await flushPromises()
  const select = field.findComponent(ElSelect)
  select.vm.$emit('update:modelValue', '2')          // Element Plus says both in one go
  select.vm.$emit('change', '2')
  expect(field.emitted('picked')).toEqual([[choices[1]]])
})
