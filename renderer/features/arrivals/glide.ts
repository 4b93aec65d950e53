/** The motion of tokens.css, for what is moved by a script. */
const motion = { duration: 150, easing: 'cubic-bezier(0.2, 0.7, 0.3, 1)' }

/**
 * Lets a row that has jumped by so many pixels slide from where it was. What comes from farther away than the view is
 * high does not fly through it.
 */
export function glide(row: Element, from: number, farthest: number): void {
  if (Math.abs(from) < 1 || Math.abs(from) > farthest) return
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  row.animate([{ transform: `translateY(${from}px)` }, { transform: 'none' }], motion)
}
