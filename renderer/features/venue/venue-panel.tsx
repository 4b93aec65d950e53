import type { ReactNode } from 'react'

interface VenuePanelProps {
  /** Names its styles. */
  name: 'hours' | 'tags' | 'areas' | 'limits' | 'guest-days'
  title: string
  hint?: string | undefined
  /** What is wrong with what stands in it. */
  error?: string | undefined
  children: ReactNode
}

/** One part of the venue's settings. */
export function VenuePanel({ name, title, hint, error, children }: VenuePanelProps) {
  const id = `venue-${name}`
  return (
    <section className={`panel ${id}`} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {hint !== undefined && <p className="field-note">{hint}</p>}
      {error !== undefined && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      {children}
    </section>
  )
}
