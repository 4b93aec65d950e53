import { z } from 'zod'

/** The SHA-256 of a CA's certificate, as `openssl x509 -fingerprint -sha256` prints it or without the colons; 64 digits in lower case. */
export const caSchema = z
  .string()
  .transform((text) => text.replaceAll(':', '').toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of a certificate, 64 hexadecimal digits'))
