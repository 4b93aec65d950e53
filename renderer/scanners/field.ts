type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What stands in a field, and where its caret is; kinds of input that show no caret have none. */
export interface FieldState {
  field: Field
  value: string
  selection: { start: number; end: number } | null
}

/** Inputs that a typed character does not change. */
const notTyped = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
])

function isField(element: Element | null): element is Field {
  if (element instanceof HTMLSelectElement) return !element.disabled
  if (element instanceof HTMLInputElement && notTyped.has(element.type)) return false
  const typed = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
  return typed && !element.disabled && !element.readOnly
}

/** How a field stands that a typed character would change; undefined where the element is none. */
export function fieldState(field: Element | null): FieldState | undefined {
  if (!isField(field)) return undefined
  return { field, value: field.value, selection: selectionOf(field) }
}

function selectionOf(field: Field): FieldState['selection'] {
  if (field instanceof HTMLSelectElement || field.selectionStart === null) return null
  return { start: field.selectionStart, end: field.selectionEnd ?? field.selectionStart }
}

/** Puts a field back to how it stood. */
export function restoreField({ field, value, selection }: FieldState): void {
  if (field.value !== value) setValue(field, value)
  if (selection && !(field instanceof HTMLSelectElement))
    field.setSelectionRange(selection.start, selection.end)
}

/** Types a character for the person whose key was held back, where it was pressed. */
export function typeInto(element: Element | null, char: string): void {
  const state = fieldState(element)
  if (!state || state.field instanceof HTMLSelectElement) return
  const { field, value, selection } = state
  if (!selection) {
    // The end is where one types in a number or an address; the parts of a date cannot be typed from here.
    if (field.type === 'number' || field.type === 'email') setValue(field, value + char)
    return
  }
  const next = value.slice(0, selection.start) + char + value.slice(selection.end)
  if (field.maxLength >= 0 && next.length > field.maxLength) return
  setValue(field, next)
  field.setSelectionRange(selection.start + 1, selection.start + 1)
}

/** React replaces `value` on each element to see changes of its own; the prototype's setter and an event reach its state. */
function setValue(field: Field, value: string): void {
  const prototype: unknown = Object.getPrototypeOf(field)
  Reflect.set(Object(prototype), 'value', value, field)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  if (field instanceof HTMLSelectElement) field.dispatchEvent(new Event('change', { bubbles: true }))
}
