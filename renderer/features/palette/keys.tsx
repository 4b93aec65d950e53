/** A key as the keyboard writes it: `ctrl+k` is Ctrl and K. */
export function Keys({ of: keys }: { of: string }) {
  return (
    <span className="keys">
      {keys.split('+').map((key) => (
        <kbd key={key}>
          {key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1)}
        </kbd>
      ))}
    </span>
  )
}
