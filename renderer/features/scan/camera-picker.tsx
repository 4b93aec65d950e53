import { useT } from '../../i18n/use-t.ts'
import type { Camera } from '../../scanners/camera.ts'

/** Chooses the webcam; main remembers it. */
export function CameraPicker({ cameras, chosen }: { cameras: readonly Camera[]; chosen: string | null }) {
  const t = useT()
  return (
    <select
      className="input"
      aria-label={t('scan.chooseCamera')}
      value={chosen ?? ''}
      onChange={(event) => void window.desk.changeSettings({ cameraId: event.target.value })}
    >
      {cameras.map(({ id, label }, index) => (
        <option key={id} value={id}>
          {label || t('scan.cameraNumber', { number: index + 1 })}
        </option>
      ))}
    </select>
  )
}
