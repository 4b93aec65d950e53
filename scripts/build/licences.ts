import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Plugin } from 'vite'

export interface Licence {
  name: string
  version: string
  licence: string
  text: string
}

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
})

/** `node:` and `virtual:` are none, and helpers of tests stay behind. */
const notPackages = new Set(['node', 'virtual', 'vitest'])
/** `import … from 'x'`, `import 'x'`, `import('x')` and `export … from 'x'` of a package. */
const imported = /(?:from|import\(?)\s*'((?:@[\w.-]+\/)?[a-z][\w.-]*)(?:\/[^']*)?'/g
/** Names that a licence's file has, in the order in which they are looked for. */
const licenceFile = /^(licen[cs]e|copying)([.-].*)?$/i

/**
 * The packages of other authors that the app contains, by name: those that its sources import, and what these depend
 * on. Read from the packages' own files, so that nothing is asked of a network.
 */
export function shippedLicences(root: string): Licence[] {
  const found = new Map<string, Licence>()
  const walk = (name: string, from: string): void => {
    const folder = packageFolder(name, from, root)
    if (folder === undefined || found.has(folder)) return
    const { dependencies, ...manifest } = manifestSchema.parse(
      JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')),
    )
    found.set(folder, {
      name: manifest.name,
      version: manifest.version,
      licence: manifest.license ?? '',
      text: licenceText(folder),
    })
    for (const dependency of Object.keys(dependencies)) {
      // Types leave nothing in a bundle; what Electron's package depends on fetches its runtime, and is not in it.
      if (!dependency.startsWith('@types/') && name !== 'electron') walk(dependency, folder)
    }
  }
  for (const name of importedPackages(root)) walk(name, root)
  return [...found.values()].sort(
    (a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version),
  )
}

function importedPackages(root: string): Set<string> {
  const files = globSync('{contract,main,preload,renderer}/**/*.{ts,tsx}', { cwd: root }).filter(
    (file) => !/\.test\.tsx?$|(^|\/)testing\//.test(file),
  )
  const names = new Set<string>()
  for (const file of files) {
    for (const [, name] of readFileSync(path.join(root, file), 'utf8').matchAll(imported)) {
      if (name !== undefined && !notPackages.has(name)) names.add(name)
    }
  }
  return names
}

/** Where Node finds a package from a folder: the nearest `node_modules` that has it. */
function packageFolder(name: string, from: string, root: string): string | undefined {
  for (let folder = from; folder.startsWith(root); folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name)
    if (existsSync(path.join(candidate, 'package.json'))) return candidate
  }
  return undefined
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => licenceFile.test(name))
  return file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim()
}

const id = 'virtual:licences'

/** Gives the screen the licences as a module of their own, which it loads when it shows them. */
export function licencesModule(root: string): Plugin {
  return {
    name: 'licences',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) =>
      source === `\0${id}` ? `export const licences = ${JSON.stringify(shippedLicences(root))}` : undefined,
  }
}
