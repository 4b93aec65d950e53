import './button.css'
import type { ComponentPropsWithRef, ReactNode } from 'react'

type ButtonProps = ComponentPropsWithRef<'button'> & {
  look?: 'plain' | 'main' | 'quiet' | 'danger'
  icon?: ReactNode
}

/** A button with its word, and an icon before it. */
export function Button({ look = 'plain', icon, children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={look === 'plain' ? 'button' : `button button-${look}`} {...rest}>
      {icon}
      {children}
    </button>
  )
}

type IconButtonProps = Omit<ComponentPropsWithRef<'button'>, 'aria-label' | 'title'> & {
  /** What a screen reader says, and what the pointer is told. */
  label: string
}

/** A button that is only an icon: its word is in its label. */
export function IconButton({ label, children, ...rest }: IconButtonProps) {
  return (
    <button type="button" className="button button-icon" aria-label={label} title={label} {...rest}>
      {children}
    </button>
  )
}
