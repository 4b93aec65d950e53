export type Tone = 'green' | 'amber' | 'red'
/** `blue`: something was looked up, and nobody let in. */
type Sound = Tone | 'blue'

interface Note {
  /** Hertz. */
  pitch: number
  /** Seconds after the tone's start, and how long. */
  from: number
  length: number
}

/** Told apart without looking: up is in, level is "look", down is no. A pure fifth, a repeated third, a low fall. */
const notes: Readonly<Record<Sound, readonly Note[]>> = {
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
  blue: [{ pitch: 392, from: 0, length: 0.14 }],
}

/** Seconds in which a note comes up. */
const attack = 0.008
/** An open sound device costs power all day: it is let go so many milliseconds after a tone. */
const idleAfter = 30_000

let context: AudioContext | undefined
let idle: ReturnType<typeof setTimeout> | undefined

/**
 * Plays a verdict's sound; `volume` is 0 to 1. Says nothing where there is no way to play:
 * the verdict on the screen is complete without it.
 */
export function playTone(tone: Sound, volume: number): void {
  if (volume <= 0 || typeof AudioContext === 'undefined') return
  const audio = (context ??= new AudioContext())
  // Without a sound device it may stay suspended: nothing else depends on it.
  if (audio.state === 'suspended') audio.resume().catch(() => undefined)
  // What is heard grows with the square.
  const peak = Math.min(volume, 1) ** 2 * 0.5
  for (const note of notes[tone]) playNote(audio, note, peak)
  clearTimeout(idle)
  idle = setTimeout(() => void audio.suspend(), idleAfter)
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
