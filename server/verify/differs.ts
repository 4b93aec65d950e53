/** Is told of one difference, in a line that names rows and fields but never a guest. */
export type Differs = (difference: string) => void
