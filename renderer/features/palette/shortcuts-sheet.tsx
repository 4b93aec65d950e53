import './palette.css'
import { commands, grouped } from '../../commands/registry.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Keys } from './keys.tsx'

/** Every key of the desk, from the one list of its commands. */
export function ShortcutsSheet() {
  const t = useT()
  const groups = grouped(commands.filter(({ keys }) => keys !== undefined))
  return (
    <Dialog title={t('keys.title')} onClose={() => useDesk.getState().openDialog(null)}>
      <div className="dialog-body sheet" data-testid="shortcuts">
        <p className="dialog-text">{t('keys.text')}</p>
        {groups.map(({ group, list }) => (
          <section key={group}>
            <h3>{t(`commandGroup.${group}`)}</h3>
            <dl>
              {list.map(({ word, keys = [] }) => (
                <div key={word}>
                  <dt>{t(`command.${word}`)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <Keys key={key} of={key} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{t('keys.list')}</h3>
          <dl>
            <Fixed word={t('keys.move')} keys={t('keys.moveKeys')} />
            <Fixed word={t('keys.open')} keys={t('keys.openKeys')} />
            <Fixed word={t('keys.close')} keys={t('keys.closeKeys')} />
          </dl>
        </section>
      </div>
    </Dialog>
  )
}

/** A key that belongs to what has the focus, and is no command. */
function Fixed({ word, keys }: { word: string; keys: string }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd className="keys">
        {keys.split(' ').map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dd>
    </div>
  )
}
