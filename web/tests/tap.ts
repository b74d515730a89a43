/* SPDX-License-Identifier: Apache-2.0 */
/* vitest's results as TAP, file by file as they come; and for who waits a line per file to descriptor 3, where ./test shows it. */
import { writeSync } from 'node:fs'
import { basename } from 'node:path'
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'

const told = (error: { message: string; stack?: string }): string =>
  [error.message, ...(error.stack ?? '').split('\n').filter(line => line.includes('/tests/') && !line.includes('node_modules'))].join('\n').split('\n').slice(0, 40).map(line => `  ${line}`).join('\n')

export default class Tap implements Reporter {
  private n = 0

  private say(good: boolean, name: string, errors: readonly { message: string; stack?: string }[] = [], after = ''): void {
    console.log(`${good ? 'ok' : 'not ok'} ${++this.n} - ${name.replaceAll('#', '＃')}${after}`)
    for (const error of errors) console.log(told(error))
  }

  private test(test: TestCase, file: string): void {
    const { state, errors } = test.result()
    this.say(state === 'passed' || state === 'skipped', `${file} > ${test.fullName}`, errors ?? [], state === 'skipped' ? ' # SKIP' : '')
  }

  onTestModuleEnd(module: TestModule): void {
    const file = basename(module.moduleId, '.test.ts')
    const tests = [...module.children.allTests()]
    for (const test of tests) this.test(test, file)
    const broken: (TestModule | TestSuite)[] = [module, ...module.children.allSuites()]
    for (const one of broken) if (one.errors().length) this.say(false, `${file} > ${one.type === 'suite' ? one.fullName : 'the file'}`, one.errors())
    const failed = tests.filter(test => test.result().state === 'failed').length + broken.filter(one => one.errors().length).length
    const seconds = Math.round(module.diagnostic().duration / 1000)
    if (process.env.BAOGONG_PROGRESS) writeSync(3, `  ${file.padEnd(26)} ${String(tests.length - failed).padStart(4)} ok ${String(failed).padStart(3)} failed ${String(seconds).padStart(4)}s\n`)
  }

  onTestRunEnd(_: readonly TestModule[], errors: readonly { message: string; stack?: string }[]): void {
    for (const error of errors) this.say(false, 'outside of the tests', [error])
  }
}
