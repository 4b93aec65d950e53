import path from 'node:path'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'
import { root } from '../paths.ts'
import { licencesModule } from './licences.ts'
import { oldestTarget } from './node-bundle.ts'

/**
 * The screen's bundle: its two pages, the workers, its fonts and the decoder's `.wasm`, all as files. Other pages are
 * built as those are.
 * @param folder Where the pages are, relative to the root.
 */
export function rendererBundle(
  folder = 'renderer',
  // The desk's window and the tray's panel.
  pages: readonly string[] = ['index.html', 'panel.html'],
): InlineConfig {
  return {
    configFile: false,
    root: path.join(root, folder),
    base: './',
    logLevel: 'warn',
    plugins: [react(), licencesModule(root)],
    worker: { format: 'es' },
    build: {
      outDir: path.join(root, 'dist/renderer'),
      emptyOutDir: true,
      target: oldestTarget.browser,
      rolldownOptions: { input: pages.map((page) => path.join(root, folder, page)) },
      // The Content-Security-Policy allows files of our own scheme, no data: URLs.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Read from the disk, not from the network: the usual limit says nothing here.
      chunkSizeWarningLimit: 2_000,
    },
  }
}
