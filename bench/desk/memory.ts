import { readFileSync, readdirSync } from 'node:fs'

/**
 * What a process and all that it started hold in memory, in MiB: the proportional set size, in which what is
 * shared counts once. `null` where the system does not tell it (it is Linux's).
 */
export function memoryOfTree(pid: number): number | null {
  if (process.platform !== 'linux') return null
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = readProc(`/proc/${name}/stat`)
    // The name of the program, in parentheses, may hold anything.
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const isOfTree = (id: number | undefined): boolean =>
    id !== undefined && (id === pid || isOfTree(parents.get(id)))
  let kib = 0
  for (const id of parents.keys()) {
    if (isOfTree(id))
      kib += Number(/^Pss:\s+(\d+) kB/m.exec(readProc(`/proc/${id}/smaps_rollup`) ?? '')?.[1] ?? 0)
  }
  return kib / 1024
}

/** A process may end while it is read. */
function readProc(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
