import { useState } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { take } from './judge.ts'
import { typedCodeId } from './typed-code-id.ts'

/** A code that the guest says aloud or shows as text. It is read as a scan is: case, spaces and look-alikes do not matter. */
export function TypedCode() {
  const t = useT()
  const mode = useDesk((desk) => desk.scanMode)
  const [text, setText] = useState('')

  function submit(): void {
    if (text.trim() === '') return
    void take({ text: text.trim(), source: 'manual', at: new Date().toISOString() })
    setText('')
  }
  return (
    <form
      className="typed-code"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <input
        id={typedCodeId}
        className="input"
        aria-label={t('typedCode.label')}
        aria-keyshortcuts={t('typedCode.key')}
        placeholder={`${t('typedCode.label')} · ${t('typedCode.key')}`}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit">
        {mode === 'admit' ? t('typedCode.submitAdmit') : t('typedCode.submitLookUp')}
      </Button>
    </form>
  )
}
