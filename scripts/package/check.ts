import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** What the app itself may weigh, without Electron and without the Node that an older Electron needs. */
const mostBytes = 30_000_000

/** Everything that may be in the package. What is not named here got in by mistake. */
const allowed = [
  /^package\.json$/,
  /^dist\/main\/(index|store|updater)\.cjs$/,
  /^dist\/preload\/index\.cjs$/,
  /^dist\/renderer\/(index|panel)\.html$/,
  /^dist\/renderer\/assets\/[\w-]+\.(js|css|woff2|wasm|svg|png|wav|mp3|ogg)$/,
  /^node_modules\/better-sqlite3\/(package\.json|lib\/[\w/-]+\.js|prebuilds\/[\w-]+\.node)$/,
]

/**
 * Looks through the resources of an unpacked app and says in sentences what is wrong with them; nothing where all is
 * right: only the app's own files, one database binary (two in a universal app), one decoder, and little weight.
 * @param resources The folder that holds `app.asar`.
 */
export function checkPackage(resources: string, databaseBinaries = 1): string[] {
  const asar = path.join(resources, 'app.asar')
  if (!existsSync(asar)) return [`There is no app.asar in ${resources}.`]
  const files = asarFiles(readFileSync(asar))
  const faults = files
    .filter((file) => !allowed.some((pattern) => pattern.test(file)))
    .map((file) => `${file} does not belong in the package.`)
  const count = (ending: string): number => files.filter((file) => file.endsWith(ending)).length
  if (count('.node') !== databaseBinaries)
    faults.push(`It has ${count('.node')} database binaries, not ${databaseBinaries}.`)
  if (count('.wasm') !== 1) faults.push(`It has ${count('.wasm')} WebAssembly files, not one.`)
  for (const needed of [
    'package.json',
    'dist/main/index.cjs',
    'dist/main/store.cjs',
    'dist/main/updater.cjs',
    'dist/preload/index.cjs',
  ])
    if (!files.includes(needed)) faults.push(`${needed} is missing.`)
  const bytes = statSync(asar).size + folderBytes(`${asar}.unpacked`)
  if (bytes > mostBytes) faults.push(`It weighs ${bytes} bytes; ${mostBytes} are the limit.`)
  const names = ['app.asar', 'app.asar.unpacked', 'node', 'node.exe', 'app-update.yml']
  // Electron's own on macOS and Windows.
  const others = readdirSync(resources).filter(
    (name) => !names.includes(name) && !/\.(lproj|icns)$|^elevate\.exe$|^package-type$/.test(name),
  )
  for (const other of others) faults.push(`${other} does not belong beside app.asar.`)
  return faults
}

/** A folder of an asar's index, or a file of it. */
interface Entry {
  files?: Record<string, Entry> | undefined
}
const entrySchema: z.ZodType<Entry> = z.lazy(() =>
  z.object({ files: z.record(z.string(), entrySchema).optional() }),
)

/** The files that an asar names, those outside it among them: an index in JSON behind four numbers. */
function asarFiles(asar: Buffer): string[] {
  const index: unknown = JSON.parse(asar.subarray(16, 16 + asar.readUInt32LE(12)).toString('utf8'))
  const walk = (entry: Entry, at: string): string[] =>
    entry.files === undefined
      ? [at]
      : Object.entries(entry.files).flatMap(([name, inner]) =>
          walk(inner, at === '' ? name : `${at}/${name}`),
        )
  return walk(entrySchema.parse(index), '')
}

function folderBytes(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0)
}
