/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { reasonOf, titleOf, titlesOf } from './titles'

describe('names of operations', () => {
  it('come from the description of the API, the first clause of it', () => {
    const found = titlesOf({ paths: { '/a': { post: { operationId: 'import', summary: '导入文件；可只导入正确的行', description: 'Import a file, or its good rows' }, get: { operationId: 'x' } }, '/b': {} } })
    expect(found.get('import')).toEqual(['导入文件', 'Import a file, or its good rows'])
    expect(found.size).toBe(1)
  })

  it('are the code itself where nobody has named it', () => {
    expect(titleOf('something_odd')).toBe('something_odd')
    expect(titleOf('reset_admin')).toBe('在服务器上重置了管理员密码')
    expect(reasonOf('FORBIDDEN')).toBe('没有权限')
    expect(reasonOf('NEW_KIND')).toBe('NEW_KIND')
    expect(reasonOf(undefined)).toBe('')
  })
})
