import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

export interface Found {
  /** File and line. */
  where: string
  source: string
  flags: string
}

const parts = ['contract', 'server', 'main', 'preload', 'renderer']

/** Every regular expression that runs where it may meet what a stranger has written: tests and tools are left out. */
export function regularExpressions(root: string): { literals: Found[]; built: string[] } {
  const literals: Found[] = []
  const built: string[] = []
  const files = globSync(`{${parts.join()}}/**/*.{ts,tsx}`, { cwd: root }).filter(
    (file) => !/(?:^|[\\/])testing[\\/]|\.test\.tsx?$/.test(file),
  )
  for (const file of files.toSorted()) {
    const text = readFileSync(path.join(root, file), 'utf8')
    const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    const visit = (node: ts.Node): void => {
      const where = `${file}:${parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/')
        literals.push({ where, source: node.text.slice(1, end), flags: node.text.slice(end + 1) })
      }
      const made = ts.isNewExpression(node) || ts.isCallExpression(node)
      if (made && node.expression.getText() === 'RegExp') built.push(where)
      ts.forEachChild(node, visit)
    }
    visit(parsed)
  }
  return { literals, built }
}

/** Those that were found safe. */
export const checkedFile = path.join(import.meta.dirname, 'checked-regular-expressions.json')

export function nameOf({ source, flags }: Pick<Found, 'source' | 'flags'>): string {
  return `/${source}/${flags}`
}
