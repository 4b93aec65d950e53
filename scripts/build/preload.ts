import type { InlineConfig, Plugin } from 'vite'
import { nodeBundle } from './node-bundle.ts'

/** The preload's bundle. A sandboxed preload can load `electron` and nothing else. */
export function preloadBundle(): InlineConfig {
  const bundle = nodeBundle({
    entry: 'preload/index.ts',
    output: 'dist/preload/index.cjs',
    external: ['electron'],
  })
  return { ...bundle, plugins: [...(bundle.plugins ?? []), noNodeModules] }
}

const noNodeModules: Plugin = {
  name: 'no-node-modules-in-preload',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      const node = file.type === 'chunk' ? file.imports.filter((name) => name.startsWith('node:')) : []
      if (node.length > 0) {
        this.error(`preload/ imports ${node.join(', ')}: it is sandboxed and can load electron only.`)
      }
    }
  },
}
