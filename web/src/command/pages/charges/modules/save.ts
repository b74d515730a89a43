/* SPDX-License-Identifier: Apache-2.0 */
import { ElMessage } from 'element-plus'
import { asRefusal, download } from '@/shared/api/client'
import { t } from '../texts'

/* A file of the server, or the reason why it did not come. */
export async function save(path: string, query: Record<string, string>): Promise<void> {
  try {
    await download(`${path}?${new URLSearchParams(query)}`)
  } catch (cause) {
    ElMessage({ type: 'error', message: t('downloadFailed', { why: asRefusal(cause).sentence }) })
  }
}
