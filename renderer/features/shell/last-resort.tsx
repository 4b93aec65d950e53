import './last-resort.css'
import { Component } from 'react'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { Button } from '../../ui/button.tsx'

/** When drawing fails, the host gets a way on instead of an empty window. React logs the cause. */
export class LastResort extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children
  }
}

function Broken() {
  const t = useT()
  return (
    <main className="broken" role="alert">
      <h1>{t('app.broken')}</h1>
      <p>{t('app.brokenText')}</p>
      <Button look="main" onClick={() => location.reload()}>
        {t('app.reload')}
      </Button>
    </main>
  )
}
