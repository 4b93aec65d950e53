import { z } from 'zod'

// Imported before any schema: zod otherwise probes for `new Function`, which the Content-Security-Policy
// forbids and reports.
z.config({ jitless: true })
