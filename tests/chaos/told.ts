/** What a host was told is done: from then on it must not be lost. */
export type Told =
  | { kind: 'admitted'; desk: string; scanId: string }
  | { kind: 'undone'; desk: string; scanId: string }
  | { kind: 'created'; desk: string; reservationId: string }
  | { kind: 'edited'; desk: string; reservationId: string; notes: string }
