import type { Language } from '../../i18n/i18n.ts'

export type Cell = string | number | null

/** A spreadsheet takes what begins with one of these for a formula, whoever wrote it. */
const formula = /^[=+\-@\t\r]/

/**
 * A table as a file for spreadsheets: UTF-8 with the mark that Excel needs to see it, lines that end in CRLF.
 * Spanish spreadsheets separate by semicolon, since their decimals have a comma; see docs/decisions/csv.md.
 */
export function csv(rows: readonly (readonly Cell[])[], language: Language): string {
  const [separator, decimal] = language === 'es' ? [';', ','] : [',', '.']
  const written = (cell: Cell): string => {
    if (cell === null) return ''
    if (typeof cell === 'number') return String(cell).replace('.', decimal)
    const harmless = formula.test(cell) ? `'${cell}` : cell
    return /[";,\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
  }
  const lines = rows.map((row) => row.map(written).join(separator))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}
