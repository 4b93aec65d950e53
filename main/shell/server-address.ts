/** One spelling for each server: `http://Desk:80/` is `http://desk`. */
export function serverAddress(url: string): string {
  let { href } = new URL(url)
  while (href.endsWith('/')) href = href.slice(0, -1)
  return href
}
