/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const i = texts({
  title: ['导入住户名册', 'Import a roster of households'], titleGrid: ['导入{name}的住户名册', 'Import the roster of {name}'],
  pickText: ['Excel 或 CSV，一户一行、一人一行都行；“3栋”“3号楼”“3-2-501”都认。先看后存，不合的行退给您。', 'Excel or CSV, one row per household or per person; 3栋, 3号楼 and 3-2-501 are all understood. Looked at first; rows that do not fit come back to you.'],
  pick: ['选文件', 'Choose a file'], template: ['下载模板', 'Download a template'], another: ['换一个文件', 'Another file'], read: ['按 {encoding} 读出', 'Read as {encoding}'],
  good: ['行可以导入', 'rows fit'], bad: ['行有错', 'rows do not'], left: ['行示例或合计，不算', 'example or total rows left out'], replace: ['已登记的也更新', 'Also update who is registered'],
  columns: ['列', 'Columns'], ignored: ['没用上', 'not used'], row: ['行', 'Row'], column: ['列', 'Column'], value: ['写的是', 'Says'], wrong: ['哪里不对', 'What is wrong'],
  shown: ['先看 {n} 处，一共 {all} 处', '{n} of {all} faults shown'], allShown: ['{n} 处不对', '{n} {n|fault|faults}'], badFile: ['下载有错的行', 'Download the rows with faults'],
  failed: ['读不了这个文件', 'The file cannot be read'], back: ['回网格', 'Back to the grid'], nothing: ['没有可导入的行', 'No row can be imported'],
  go: ['导入 {n} 行', 'Import {n} {n|row|rows}'], goGood: ['只导入合的 {n} 行', 'Import the {n} {n|row|rows} that fit'], done: ['登记了 {n} 户，更新了 {m} 户', '{n} registered, {m} updated'],
  doneText: ['没登记过的楼栋一起登记了；可到“疑似重复”看一遍。', 'Buildings not known before were registered too; have a look at possible doubles.'], see: ['去看', 'See them'],
})
