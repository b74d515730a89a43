/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of accounts as people paste them from a sheet: login, name, place code, role. */
export interface AccountRow { line: number; login: string; name: string; code: string; role: string }
export interface BadRow { line: number; columns: number }

const HEADS = /^(login|登录名|账号)$/i

/* Fields of one line: by tabs when there are any, else by commas (also ，), with quotes as sheets write them. */
export function fieldsOf(line: string): string[] {
  const fields: string[] = []
  let field = ''
  let quoted = false
  const isEnd = (c: string): boolean => (line.includes('\t') ? c === '\t' : c === ',' || c === '，')
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i)
    if (quoted && c === '"' && line.charAt(i + 1) === '"') { field += '"'; i++ }
    else if (c === '"') quoted = !quoted
    else if (!quoted && isEnd(c)) { fields.push(field.trim()); field = '' }
    else field += c
  }
  return [...fields, field.trim()]
}

export function readAccountRows(text: string, roleOf: (name: string) => string): { rows: AccountRow[]; bad: BadRow[] } {
  const rows: AccountRow[] = []
  const bad: BadRow[] = []
  text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).forEach((line, index) => {
    if (!line.trim()) return
    const fields = fieldsOf(line)
    const [login = '', name = '', code = '', role = ''] = fields
    if (index === 0 && HEADS.test(login)) return
    if (!login || !name || !code || fields.length > 4) bad.push({ line: index + 1, columns: fields.length })
    else rows.push({ line: index + 1, login, name, code, role: role && roleOf(role) })
  })
  return { rows, bad }
}

/* A cell that a sheet would compute is written as text. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function saveTable(name: string, rows: readonly (readonly string[])[]): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(['\uFEFF' + rows.map(row => row.map(csvCell).join(',')).join('\r\n') + '\r\n'], { type: 'text/csv' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
