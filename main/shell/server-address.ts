/** One spelling for each server: `http://Desk:80/` is `http://desk`. */
export function serverAddress(url: string): string {
  return new URL(url).href.replace(/\/+$/, '')
}
