/**
 * JSON text, and what it says. What is large crosses to a window as one text: object by object the bridge between
 * the preload script and the page takes ten times as long, and holds the first list up.
 */
export type JsonOf<T> = string & { readonly says?: T }

export function writeJson<T>(value: T): JsonOf<T> {
  return JSON.stringify(value)
}

/** Reads what `writeJson` wrote. Both ends are this program: what comes from elsewhere is parsed by a schema. */
export function readJson<T>(text: JsonOf<T>): T {
  return JSON.parse(text) as T
}
