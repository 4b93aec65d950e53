import './scanner-settings.css'
import { Cable, ScanBarcode } from 'lucide-react'
import { useState } from 'react'
import type { SettingsChanges } from '../../../contract/ipc.ts'
import { useT } from '../../i18n/use-t.ts'
import type { Camera } from '../../scanners/camera.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { CameraPicker } from '../scan/camera-picker.tsx'
import { askForSerialPort } from '../scan/serial-choice.ts'
import { useSerialWords } from '../scan/serial-words.ts'

const set = (changes: SettingsChanges) => void window.desk.changeSettings(changes)

/** Webcam, USB and serial scanners: all that can be chosen of them, and the way to the test of them all. */
export function ScannerSettings({ cameras }: { cameras: readonly Camera[] }) {
  const t = useT()
  const openDialog = useDesk((desk) => desk.openDialog)
  return (
    <div className="scanner-settings">
      <CameraSettings cameras={cameras} />
      <WedgeSettings />
      <SerialSettings />
      <Button icon={<ScanBarcode aria-hidden />} onClick={() => openDialog('scanner-test')}>
        {t('scannerSettings.test')}
      </Button>
    </div>
  )
}

function CameraSettings({ cameras }: { cameras: readonly Camera[] }) {
  const t = useT()
  const { cameraOn, cameraId, mirroredCameras, cameraPauseMinutes } = useDesk((desk) => desk.settings)
  const others = mirroredCameras.filter((id) => id !== cameraId)
  return (
    <>
      <Switch
        label={t('settings.camera')}
        text={t('settings.cameraText')}
        on={cameraOn}
        onChange={(on) => set({ cameraOn: on })}
      />
      {cameraOn && (
        <div className="scanner-settings-part">
          {cameras.length > 0 && <CameraPicker cameras={cameras} chosen={cameraId} />}
          {cameraId !== null && (
            <Switch
              label={t('scannerSettings.mirrored')}
              text={t('scannerSettings.mirroredText')}
              on={mirroredCameras.includes(cameraId)}
              onChange={(on) => set({ mirroredCameras: on ? [...others, cameraId].slice(-50) : others })}
            />
          )}
          <Choice
            label={t('scannerSettings.pause')}
            value={pauseChoice(cameraPauseMinutes)}
            options={{
              '5': t('scannerSettings.pauseMinutes', { minutes: 5 }),
              '15': t('scannerSettings.pauseMinutes', { minutes: 15 }),
              '60': t('scannerSettings.pauseMinutes', { minutes: 60 }),
              '0': t('scannerSettings.pauseNever'),
            }}
            onChange={(minutes) => set({ cameraPauseMinutes: Number(minutes) })}
          />
        </div>
      )}
    </>
  )
}

function pauseChoice(minutes: number): '0' | '5' | '15' | '60' {
  if (minutes === 0) return '0'
  if (minutes <= 5) return '5'
  return minutes <= 15 ? '15' : '60'
}

function WedgeSettings() {
  const t = useT()
  const { scannerPrefix, scannerSuffix, scannerEnd } = useDesk((desk) => desk.settings)
  return (
    <fieldset className="scanner-settings-group">
      <legend>{t('scannerSettings.usb')}</legend>
      <div className="scanner-settings-pair">
        <Typed
          label={t('scannerSettings.prefix')}
          value={scannerPrefix}
          onChange={(text) => set({ scannerPrefix: text })}
        />
        <Typed
          label={t('scannerSettings.suffix')}
          value={scannerSuffix}
          onChange={(text) => set({ scannerSuffix: text })}
        />
      </div>
      <Choice
        label={t('scannerSettings.end')}
        value={scannerEnd}
        options={{
          auto: t('scannerSettings.endAuto'),
          enter: t('scannerSettings.endEnter'),
          tab: t('scannerSettings.endTab'),
          none: t('scannerSettings.endNone'),
        }}
        onChange={(end) => set({ scannerEnd: end })}
      />
    </fieldset>
  )
}

interface TypedProps {
  label: string
  value: string
  onChange: (value: string) => void
}

/** A few characters. Main answers each change later than the next key comes, so what is typed is kept here. */
function Typed({ label, value, onChange }: TypedProps) {
  const [draft, setDraft] = useState<string | null>(null)
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          className="input"
          maxLength={8}
          spellCheck={false}
          autoComplete="off"
          value={draft ?? value}
          onChange={(event) => {
            setDraft(event.target.value)
            onChange(event.target.value)
          }}
          onBlur={() => setDraft(null)}
        />
      )}
    </Field>
  )
}

const speeds = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200]

function SerialSettings() {
  const t = useT()
  const { serialScanner, serialBaudRate } = useDesk((desk) => desk.settings)
  const words = useSerialWords()
  return (
    <fieldset className="scanner-settings-group">
      <legend>{t('scannerSettings.serial')}</legend>
      <p role="status">{words}</p>
      <div className="scanner-settings-row">
        <Button icon={<Cable aria-hidden />} onClick={() => void askForSerialPort()}>
          {t('scannerSettings.choose')}
        </Button>
        {serialScanner && (
          <>
            <Button look="quiet" onClick={() => set({ serialScanner: null })}>
              {t('scannerSettings.forget')}
            </Button>
            <select
              className="input"
              aria-label={t('scannerSettings.baudRate')}
              value={serialBaudRate}
              onChange={(event) => set({ serialBaudRate: Number(event.target.value) })}
            >
              {speeds.map((speed) => (
                <option key={speed} value={speed}>
                  {speed} Bd
                </option>
              ))}
            </select>
          </>
        )}
      </div>
    </fieldset>
  )
}
