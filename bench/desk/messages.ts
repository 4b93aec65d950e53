/** What a bench's server says when it can be used. */
export interface VenueReady {
  url: string
  businessId: number
  /** Of the desk that is measured, and of another that causes what it hears of. */
  tokens: { desk: string; desk2: string }
}
