/** Keyboards that a USB scanner may be set to. */
export type Layout = 'us' | 'es' | 'fr' | 'de'

/** The keys of the four rows, from the left, as `KeyboardEvent.code` names them. */
const codes = [
  ...['Backquote', ...numbered('Digit', '1234567890'), 'Minus', 'Equal'],
  ...[...numbered('Key', 'QWERTYUIOP'), 'BracketLeft', 'BracketRight'],
  ...[...numbered('Key', 'ASDFGHJKL'), 'Semicolon', 'Quote', 'Backslash'],
  ...['IntlBackslash', ...numbered('Key', 'ZXCVBNM'), 'Comma', 'Period', 'Slash'],
]

/** What they write, and what they write with Shift. */
const rows: Readonly<Record<Layout, readonly [plain: string, shifted: string]>> = {
  us: [
    '`1234567890-=' + 'qwertyuiop[]' + "asdfghjkl;'\\" + '\\zxcvbnm,./',
    '~!@#$%^&*()_+' + 'QWERTYUIOP{}' + 'ASDFGHJKL:"|' + '|ZXCVBNM<>?',
  ],
  es: [
    "º1234567890'¡" + 'qwertyuiop`+' + 'asdfghjklñ´ç' + '<zxcvbnm,.-',
    'ª!"·$%&/()=?¿' + 'QWERTYUIOP^*' + 'ASDFGHJKLÑ¨Ç' + '>ZXCVBNM;:_',
  ],
  fr: [
    '²&é"\'(-è_çà)=' + 'azertyuiop^$' + 'qsdfghjklmù*' + '<wxcvbn,;:!',
    '²1234567890°+' + 'AZERTYUIOP¨£' + 'QSDFGHJKLM%µ' + '>WXCVBN?./§',
  ],
  de: [
    '^1234567890ß´' + 'qwertzuiopü+' + 'asdfghjklöä#' + '<yxcvbnm,.-',
    '°!"§$%&/()=?`' + 'QWERTZUIOPÜ*' + "ASDFGHJKLÖÄ'" + '>YXCVBNM;:_',
  ],
}

/** In the order in which they are tried. */
export const layouts: readonly Layout[] = ['us', 'es', 'fr', 'de']

const written = new Map(
  layouts.map((layout) => {
    const [plain, shifted] = rows[layout].map((row) => Array.from(row))
    return [layout, new Map(codes.map((code, index) => [code, [plain?.[index], shifted?.[index]] as const]))]
  }),
)

function numbered(name: string, ends: string): string[] {
  return Array.from(ends, (end) => name + end)
}

/** What a key writes on a layout; undefined for one that lies elsewhere on each keyboard. */
export function writes(layout: Layout, code: string, shift: boolean): string | undefined {
  return written.get(layout)?.get(code)?.[shift ? 1 : 0]
}
