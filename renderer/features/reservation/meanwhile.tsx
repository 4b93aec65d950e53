import { useT } from '../../i18n/use-t.ts'
import { Button } from '../../ui/button.tsx'
import type { Meanwhile as MeanwhileProps } from './follow-draft.ts'

/** Tells at a field that somebody else has changed it while the form was open. */
export function Meanwhile({ value, taken, onTake }: MeanwhileProps & { onTake: () => void }) {
  const t = useT()
  if (taken) {
    return (
      <p className="field-meanwhile" role="status">
        {t('merge.meanwhile')}
      </p>
    )
  }
  return (
    <div className="field-meanwhile" role="status">
      <span>{t('merge.meanwhileTo', { value: value === '' ? t('history.nothing') : value })}</span>
      <Button look="quiet" onClick={onTake}>
        {t('merge.take')}
      </Button>
    </div>
  )
}
