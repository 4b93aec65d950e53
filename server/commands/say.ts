/** Tells the operator how far a command is. */
export type Say = (line: string) => void
