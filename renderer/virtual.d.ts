/** Made at build time, see scripts/build/licences.ts. */
declare module 'virtual:licences' {
  export interface Licence {
    name: string
    version: string
    /** As the package says it, such as `MIT`. */
    licence: string
    /** The whole text. */
    text: string
  }
  export const licences: readonly Licence[]
}
