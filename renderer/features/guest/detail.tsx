import type { ReactNode } from 'react'

/** One thing that is known of a guest: its sign, its name, and what it is. */
export function Detail({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <dl className="detail">
      {icon}
      <dt>{name}</dt>
      <dd>{children}</dd>
    </dl>
  )
}
