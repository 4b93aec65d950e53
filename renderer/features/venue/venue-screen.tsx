import './venue.css'
import { useState } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { ManagerScreen, Trouble, Waiting } from '../manager/manager-screen.tsx'
import { Modal } from '../shell/modal.tsx'
import { AreasPanel } from './areas-panel.tsx'
import { forgetsAfter, withoutMine } from './draft.ts'
import type { Section, VenueDraft } from './draft.ts'
import { GuestDaysPanel } from './guest-days-panel.tsx'
import { HoursPanel } from './hours-panel.tsx'
import { LimitsPanel } from './limits-panel.tsx'
import { PinPanel } from './pin-panel.tsx'
import { TagsPanel } from './tags-panel.tsx'
import { useEditing } from './use-editing.ts'
import type { VenueEditing } from './use-editing.ts'

/** How the venue works: what its manager decides for all desks. */
export function VenueScreen() {
  const t = useT()
  const venue = useEditing()
  const { editing, problem, again, wrong } = venue
  const name = useDesk((desk) => desk.business?.name)
  const kiosk = useDesk((desk) => desk.settings.kiosk)
  const leavingTo = useDesk((desk) => desk.leavingTo)
  const set = (changes: Partial<VenueDraft>): void =>
    venue.change((now) => ({ ...now, draft: { ...now.draft, ...changes } }))
  return (
    <ManagerScreen title={name ?? t('venue.title')} text={t('venue.text')}>
      {problem !== null && (
        <Trouble code={problem} stale={editing !== undefined} onRetry={() => void again()} />
      )}
      {!editing && problem === null && <Waiting label={t('venue.loading')} />}
      {editing && (
        <>
          <Contested
            sections={editing.contested}
            onYield={(section) => venue.change((now) => withoutMine(now, section))}
          />
          <div className="venue">
            <HoursPanel hours={editing.draft.hours} wrong={wrong} onChange={(hours) => set({ hours })} />
            <LimitsPanel draft={editing.draft} wrong={wrong} onChange={set} />
            <AreasPanel areas={editing.draft.areas} wrong={wrong} onChange={(areas) => set({ areas })} />
            <TagsPanel tags={editing.draft.tags} wrong={wrong} onChange={(tags) => set({ tags })} />
            {/* An older server keeps its guests, and takes no such setting. */}
            {editing.base.guestDays !== undefined && (
              <GuestDaysPanel
                guestDays={editing.draft.guestDays}
                wrong={wrong}
                onChange={(guestDays) => set({ guestDays })}
              />
            )}
            {!kiosk && <PinPanel />}
          </div>
          <SaveBar venue={venue} />
        </>
      )}
      {leavingTo !== null && <LeavingDialog venue={venue} />}
    </ManagerScreen>
  )
}

interface ContestedProps {
  sections: readonly Section[]
  onYield: (section: Section) => void
}

/** What another manager changed, too: saving keeps what is here, and a touch takes theirs. */
function Contested({ sections, onYield }: ContestedProps) {
  const t = useT()
  return sections.map((section) => (
    <div key={section} className="notice" data-tone="amber" role="alert" data-testid="contested">
      <p>{t('venue.contested', { what: t(`venue.section.${section}`) })}</p>
      <Button onClick={() => onYield(section)}>{t('venue.takeTheirs')}</Button>
    </div>
  ))
}

function SaveBar({ venue }: { venue: VenueEditing }) {
  const t = useT()
  const { editing, dirty, saving, wrong, save, discard } = venue
  const [isAsking, setIsAsking] = useState(false)
  const days = editing ? forgetsAfter(editing) : null
  return (
    <footer className="venue-save" data-dirty={dirty}>
      <p role="status">
        {wrong.size > 0 ? t('venue.isWrong') : dirty ? t('venue.unsaved') : t('venue.allSaved')}
      </p>
      <Button disabled={!dirty || saving} onClick={discard}>
        {t('venue.discard')}
      </Button>
      <Button
        look="main"
        disabled={!dirty || saving}
        data-testid="venue-save"
        onClick={() => (days === null ? void save() : setIsAsking(true))}
      >
        {saving ? t('venue.saving') : t('app.save')}
      </Button>
      {isAsking && days !== null && (
        <ForgetDialog days={days} onSave={() => void save()} onClose={() => setIsAsking(false)} />
      )}
    </footer>
  )
}

interface ForgetDialogProps {
  days: number
  onSave: () => void
  onClose: () => void
}

/** Asks before guests are forgotten for good. */
function ForgetDialog({ days, onSave, onClose }: ForgetDialogProps) {
  const t = useT()
  return (
    <Modal title={t('venue.forgetTitle', { count: days })} onClose={onClose}>
      <div className="dialog-body">
        <p>{t('venue.forgetText', { count: days })}</p>
      </div>
      <footer className="dialog-foot">
        <Button onClick={onClose}>{t('venue.stay')}</Button>
        <Button
          look="danger"
          data-testid="forget-guests"
          onClick={() => {
            onClose()
            onSave()
          }}
        >
          {t('venue.forget')}
        </Button>
      </footer>
    </Modal>
  )
}

/** Asks before what was changed is left behind. */
function LeavingDialog({ venue }: { venue: VenueEditing }) {
  const t = useT()
  const decide = useDesk((desk) => desk.decideLeaving)
  const days = venue.editing ? forgetsAfter(venue.editing) : null
  const saveAndLeave = async (): Promise<void> => decide(await venue.save())
  return (
    <Modal title={t('venue.leaveTitle')} onClose={() => decide(false)}>
      <div className="dialog-body">
        <p>{t('venue.leaveText')}</p>
        {days !== null && <p>{t('venue.forgetText', { count: days })}</p>}
      </div>
      <footer className="dialog-foot">
        <Button look="danger" onClick={() => decide(true)}>
          {t('venue.leave')}
        </Button>
        <Button onClick={() => decide(false)}>{t('venue.stay')}</Button>
        <Button look="main" onClick={() => void saveAndLeave()}>
          {t('venue.saveAndLeave')}
        </Button>
      </footer>
    </Modal>
  )
}
