import './palette.css'
import { Command as Menu } from 'cmdk'
import { useEffect, useRef, useState } from 'react'
import { peopleIn } from '../../../contract/party.ts'
import { commands, grouped } from '../../commands/registry.ts'
import type { Command } from '../../commands/command.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { lookOf } from '../../party.ts'
import { fold } from '../../search/fold.ts'
import { search } from '../../search/search.ts'
import { useDesk } from '../../store/desk-store.ts'
import { useEscape } from '../../ui/escape.ts'
import { StateSign } from '../arrivals/state-sign.tsx'
import { Keys } from './keys.tsx'

/** So many guests are shown: whoever looks for one types on. */
const mostGuests = 20

/** One field for everything: a guest of today, something to do, somewhere to go. */
export function Palette() {
  const t = useT()
  const [text, setText] = useState('')
  const panel = useRef<HTMLDivElement>(null)
  const close = () => useDesk.getState().openDialog(null)
  useEscape('dialog', true, close)
  useFocusBack(panel)
  const query = fold(text)
  const found = useCommands(query)
  const guests = useGuests(text)

  /** What opens next takes the focus, so this goes first. */
  function choose(run: () => void): void {
    close()
    run()
  }

  return (
    <div
      className="dialog-scrim palette-scrim"
      onMouseDown={(event) => event.target === event.currentTarget && close()}
    >
      <div
        ref={panel}
        className="dialog palette"
        role="dialog"
        aria-modal="true"
        aria-label={t('palette.title')}
        data-testid="palette"
      >
        <Menu label={t('palette.label')} shouldFilter={false} loop>
          <Menu.Input value={text} onValueChange={setText} placeholder={t('palette.placeholder')} />
          <Menu.List className="palette-list" label={t('palette.label')}>
            {guests.length === 0 && found.length === 0 && (
              <Menu.Empty className="palette-none">{t('palette.none')}</Menu.Empty>
            )}
            {guests.length > 0 && (
              <Menu.Group heading={t('palette.guests')}>
                {guests.map(({ row }) => (
                  <Guest
                    key={row.id}
                    id={row.id}
                    onChoose={() =>
                      choose(() => {
                        const { showScreen, openGuest } = useDesk.getState()
                        showScreen('evening')
                        openGuest(row.id)
                      })
                    }
                  />
                ))}
              </Menu.Group>
            )}
            {byUse(found).map(({ group, list }) => (
              <Menu.Group key={group} heading={t(`commandGroup.${group}`)}>
                {list.map(({ word, Icon, keys, run }) => (
                  <Menu.Item
                    key={word}
                    value={word}
                    className="palette-item"
                    onSelect={() => choose(() => run(useDesk.getState()))}
                  >
                    <Icon aria-hidden />
                    <span>{t(`command.${word}`)}</span>
                    {keys && <Keys of={keys[0] ?? ''} />}
                  </Menu.Item>
                ))}
              </Menu.Group>
            ))}
          </Menu.List>
          <p className="palette-hint">{t('palette.hint')}</p>
        </Menu>
      </div>
    </div>
  )
}

function Guest({ id, onChoose }: { id: string; onChoose: () => void }) {
  const t = useT()
  const clock = useClockface()
  const reservation = useDesk((desk) => desk.byId.get(id))
  if (!reservation) return null
  const look = lookOf(reservation, false)
  return (
    <Menu.Item value={id} className="palette-item" data-reservation={id} onSelect={onChoose}>
      <StateSign look={look} label={t(`status.${reservation.status}`)} />
      <span className="palette-name">{reservation.customer.name}</span>
      <span className="palette-more">
        {clock.time(reservation.startsAt)} · {peopleIn(reservation)} / {reservation.partySize}
        {reservation.table !== undefined && ` · ${t('verdict.say.table', { table: reservation.table })}`}
      </span>
    </Menu.Item>
  )
}

/** Guests only where something was typed: the list behind shows everybody. */
function useGuests(text: string) {
  const byId = useDesk((desk) => desk.byId)
  const order = useDesk((desk) => desk.order)
  return fold(text) === '' ? [] : search.find({ byId, order }, text).slice(0, mostGuests)
}

/** What can be done now and is called so. */
function useCommands(query: string): readonly Command[] {
  const t = useT()
  const desk = useDesk()
  const words = query.split(/\s+/).filter(Boolean)
  return commands.filter(({ word, can }) => {
    const name = fold(t(`command.${word}`))
    return word !== 'palette' && words.every((one) => name.includes(one)) && (can?.(desk) ?? true)
  })
}

/** What can be done with the open guest comes first. */
const byUse = (found: readonly Command[]) =>
  grouped(found).sort((a, b) => Number(b.group === 'guest') - Number(a.group === 'guest'))

/** The focus comes to the field, and goes back to where it was unless something else has taken it. */
function useFocusBack(panel: { current: HTMLElement | null }): void {
  useEffect(() => {
    const before = document.activeElement
    panel.current?.querySelector('input')?.focus()
    return () => {
      requestAnimationFrame(() => {
        if (before instanceof HTMLElement && document.activeElement === document.body) before.focus()
      })
    }
  }, [panel])
}
