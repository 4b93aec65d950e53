/** Prints rows as a table: words to the left, numbers to the right. */
export function printTable(head: string[], rows: (string | number)[][]): void {
  const texts = [head, ...rows.map((row) => row.map(String))]
  const widths = head.map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)))
  texts.forEach((row, index) => {
    const cells = row.map((cell, column) => {
      const isNumber = typeof rows[0]?.[column] === 'number'
      const width = widths[column] ?? 0
      return isNumber ? cell.padStart(width) : cell.padEnd(width)
    })
    console.log(cells.join('  ').trimEnd())
    if (index === 0) console.log(widths.map((width) => '-'.repeat(width)).join('  '))
  })
}

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))
