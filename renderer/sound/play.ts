export type Tone = 'green' | 'amber' | 'red'

interface Note {
  /** Hertz. */
  pitch: number
  /** Seconds after the tone's start, and how long. */
  from: number
  length: number
}

/** Told apart without looking: up is in, level is "look", down is no. A pure fifth, a repeated third, a low fall. */
const notes: Readonly<Record<Tone, readonly Note[]>> = {
  green: [
    { pitch: 659.25, from: 0, length: 0.11 },
    { pitch: 987.77, from: 0.1, length: 0.2 },
  ],
  amber: [
    { pitch: 523.25, from: 0, length: 0.12 },
    { pitch: 523.25, from: 0.19, length: 0.16 },
  ],
  red: [
    { pitch: 246.94, from: 0, length: 0.18 },
    { pitch: 164.81, from: 0.17, length: 0.32 },
  ],
}

const attack = 0.008
let context: AudioContext | undefined

/**
 * Plays a verdict's sound; `volume` is 0 to 1. Says nothing where there is no way to play:
 * the verdict on the screen is complete without it.
 */
export function playTone(tone: Tone, volume: number): void {
  if (volume <= 0 || typeof AudioContext === 'undefined') return
  context ??= new AudioContext()
  if (context.state === 'suspended') {
    // It stays suspended without a sound device or before the first click: nothing else depends on it.
    context.resume().catch(() => undefined)
  }
  // A loudspeaker in a full room: what is heard grows with the square.
  const peak = Math.min(volume, 1) ** 2 * 0.5
  for (const note of notes[tone]) playNote(context, note, peak)
}

function playNote(audio: AudioContext, note: Note, peak: number): void {
  const start = audio.currentTime + note.from
  const end = start + note.length
  const gain = audio.createGain()
  // From and to silence in curves, or the loudspeaker clicks.
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(peak, start + attack)
  gain.gain.exponentialRampToValueAtTime(0.0005, end)
  gain.connect(audio.destination)
  const oscillator = audio.createOscillator()
  // A triangle is soft, and still heard over voices.
  oscillator.type = 'triangle'
  oscillator.frequency.value = note.pitch
  oscillator.connect(gain)
  oscillator.onended = () => gain.disconnect()
  oscillator.start(start)
  oscillator.stop(end)
}
