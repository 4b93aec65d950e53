export interface ScanServerReady {
  port: number
  /** Of each venue, one for each desk. */
  tokens: string[][]
  /** Of each venue, those of today's reservations that can be scanned. */
  codes: string[][]
  floorPerSecond: number
  startMs: number
}
