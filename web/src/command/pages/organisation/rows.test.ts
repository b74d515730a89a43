/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { csvCell, fieldsOf, readAccountRows } from './rows'

const roleOf = (name: string): string => (name === '单位物资员' ? 'unit_clerk' : name)

describe('rows of accounts', () => {
  it('come from a sheet or typed, with or without a head', () => {
    const { rows, bad } = readAccountRows('登录名\t名字\t地点\t角色\r\nclerk7\t物资员 7\tU-017\t单位物资员\r\n\r\n', roleOf)
    expect(bad).toEqual([])
    expect(rows).toEqual([{ line: 2, login: 'clerk7', name: '物资员 7', code: 'U-017', role: 'unit_clerk' }])
    expect(readAccountRows('clerk8，物资员 8，U-018', roleOf).rows[0]).toMatchObject({ login: 'clerk8', role: '' })
  })

  it('that miss something are named by their line', () => {
    expect(readAccountRows('a,b\nclerk7,物资员,U-1,x,y', roleOf).bad).toEqual([{ line: 1, columns: 2 }, { line: 2, columns: 5 }])
  })

  it('may quote commas', () => {
    expect(fieldsOf('a,"b, ""c""",d')).toEqual(['a', 'b, "c"', 'd'])
  })

  it('never become formulas', () => {
    expect(csvCell('=1+1')).toBe("'=1+1")
    expect(csvCell('a,b')).toBe('"a,b"')
  })
})
