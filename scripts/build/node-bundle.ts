import path from 'node:path'
import type { InlineConfig, Plugin } from 'vite'
import { root } from '../paths.ts'

interface NodeBundle {
  /** Source file, relative to the root. */
  entry: string
  /** The one file that is written, relative to the root. */
  output: string
  /** What stays a `require`, besides Node's own modules. */
  external: string[]
  /** What `import()` loads later is a file of its own beside it, by the name of its module. */
  split?: boolean
}

/** Chromium 130 and Node 20.18 come with the oldest Electron that runs the desk. */
export const oldestTarget = { node: 'node20.18', browser: 'chrome130' }

/** The configuration that bundles one CommonJS file, with everything in it but what is named. */
export function nodeBundle({ entry, output, external, split = false }: NodeBundle): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: path.join(root, entry),
      outDir: path.join(root, path.dirname(output)),
      // Two bundles share a folder.
      emptyOutDir: false,
      target: oldestTarget.node,
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        external,
        output: {
          format: 'cjs',
          entryFileNames: path.basename(output),
          ...(split ? { chunkFileNames: '[name].cjs' } : { codeSplitting: false }),
        },
      },
    },
    plugins: [onlyTheseImports(new Set(external))],
  }
}

/** A bundle that asks at run time for a package which is not there fails only on the user's machine. */
function onlyTheseImports(external: ReadonlySet<string>): Plugin {
  return {
    name: 'only-these-imports',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        const stray = [...file.imports, ...file.dynamicImports].filter(
          (name) => !external.has(name) && !name.startsWith('node:') && !(name in bundle),
        )
        if (stray.length > 0) {
          this.error(`${file.fileName} imports ${stray.join(', ')}. Write Node's own modules as node:…`)
        }
      }
    },
  }
}
