/** So many flashes in any one second are allowed: more can cause a seizure (WCAG 2.3.1). */
const most = 3
const withinMs = 1_000

/** Says of each flash that is wanted, at a time in milliseconds of a steady clock, whether it may be shown. */
export function createFlashLimit(): (at: number) => boolean {
  let shown: number[] = []
  return (at) => {
    shown = shown.filter((before) => at - before <= withinMs)
    if (shown.length >= most) return false
    shown.push(at)
    return true
  }
}
