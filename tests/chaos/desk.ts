import type { CommandOutput, DeskNewReservation, DeskState, ScanInput } from '../../contract/ipc.ts'
import type { ReservationChanges } from '../../contract/reservation.ts'

/** Where a desk's data lies, and how it reaches the server. */
export interface DeskPlace {
  /** The proxy that does to this desk's connection what networks do. */
  server: string
  token: string
  folder: string
  logFile: string
}

/** Sees what desks show, while they run. */
export interface Witness {
  running: (desk: string) => void
  gone: (desk: string) => void
  /** The server has confirmed what the desk shows. */
  fresh: (desk: string) => void
  /** The host was shown that a verdict was another than the server's. */
  conflict: (desk: string) => void
}

/** A desk as its host uses it, with a window or without. Whatever is asked while it is killed rejects. */
export interface ChaosDesk {
  readonly name: string
  readonly isRunning: boolean
  readonly pid: number | undefined
  start(): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
  stop(): Promise<void>
  scan(input: ScanInput): Promise<CommandOutput<'scan'>>
  undo(scanId: string): Promise<CommandOutput<'undoScan'>>
  create(input: DeskNewReservation): Promise<CommandOutput<'createReservation'>>
  update(input: { id: string; changes: ReservationChanges }): Promise<CommandOutput<'updateReservation'>>
  state(): Promise<DeskState>
  /** Tells it that the network is there again: it trusts no stream from before. */
  wake(): Promise<void>
  /** As the host's button does: what waits between two tries waits no longer. */
  retry(): Promise<void>
}
