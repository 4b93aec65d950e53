import './party-dots.css'

/** A dot a person; a bar for parties that are too large to be counted at a glance. */
const mostDots = 8

/** A party arriving piece by piece. Decoration: the numbers beside it say the same. */
export function PartyDots({ inside, size }: { inside: number; size: number }) {
  if (size > mostDots) {
    return (
      <span className="party-bar" aria-hidden>
        <span style={{ inlineSize: `${Math.min(100, (inside / size) * 100)}%` }} />
      </span>
    )
  }
  return (
    <span className="party-dots" aria-hidden>
      {Array.from({ length: size }, (_, index) => (
        <span key={index} className={index < inside ? 'party-dot party-dot-in' : 'party-dot'} />
      ))}
    </span>
  )
}
