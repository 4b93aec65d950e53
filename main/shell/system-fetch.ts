import { net } from 'electron'

/**
 * `fetch` by Chromium's network stack: it knows the system's proxy and the system's certificates. Nothing is
 * kept between requests: what is fresh is for the desk's own store to know.
 */
export const systemFetch: typeof fetch = (input, init) =>
  net.fetch(input instanceof URL ? input.href : input, {
    ...init,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
  })
