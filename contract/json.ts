/**
 * JSON text, and what it says. What is large crosses to a window as one text: object by object the bridge between
 * the preload script and the page takes ten times as long, and holds the first list up.
 */
export type JsonOf<T> = string & { readonly says?: T }

export function writeJson<T>(value: T): JsonOf<T> {
  return JSON.stringify(value)
}

/** An object with one more member, whose text is there already. It has at least one of its own. */
export function writeJsonWith<T extends object, K extends string, V>(
  rest: T,
  key: K,
  value: JsonOf<V>,
): JsonOf<T & Record<K, V>> {
  return `${JSON.stringify(rest).slice(0, -1)},${JSON.stringify(key)}:${value}}`
}

/** Several arrays as one. */
export function joinJson<T>(arrays: readonly JsonOf<T[]>[]): JsonOf<T[]> {
  const members = arrays.map((array) => array.slice(1, -1)).filter((text) => text !== '')
  return `[${members.join()}]`
}

/** Reads what `writeJson` wrote. Both ends are this program: what comes from elsewhere is parsed by a schema. */
export function readJson<T>(text: JsonOf<T>): T {
  return JSON.parse(text) as T
}
