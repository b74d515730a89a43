/* SPDX-License-Identifier: Apache-2.0 */
interface Chunk { file: string; imports?: string[]; css?: string[]; dynamicImports?: string[]; isEntry?: boolean }
interface Size { js: number; css: number }
export function loadedAtOnce(manifest: Record<string, Chunk>, keys: string[]): string[]
export function overBudget(size: Size, budget: Partial<Size> & { all?: number }): string[]
export function outsideHosts(name: string, text: string): string[]
export function lockTrouble(lock: string): string[]
