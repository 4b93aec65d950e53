import { copyFile, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { openDisplay } from '../../scripts/desk/display.ts'
import { prepareDesk } from '../../scripts/desk/prepare.ts'
import { runScript } from '../../scripts/failure.ts'
import { root } from '../../scripts/paths.ts'
import { say } from '../../scripts/progress.ts'
import { changeLook, resize, settled, touchScreen } from '../e2e/support/look.ts'
import { Scene } from '../e2e/support/scene.ts'
import { galleries, type Exhibit } from './galleries.ts'

const folder = path.join(root, 'screenshots')
const pictures = path.join(root, 'docs/pictures')

/** The few that the README shows. */
const chosen: Record<string, string> = {
  'live-es-light-1280x720.png': 'desk-es-light.png',
  'admitted-en-dark-1280x720.png': 'verdict-en-dark.png',
  'manager-desks-es-light-1280x720.png': 'manager-desks-es-light.png',
  'manager-replay-es-light-1280x720.png': 'manager-replay-es-light.png',
}

const looks = [
  { language: 'es', theme: 'light' },
  { language: 'es', theme: 'dark' },
  { language: 'en', theme: 'dark' },
  { language: 'en', theme: 'light' },
] as const
const sizes = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
] as const

/**
 * Takes a picture of everything that a desk can show, in both languages and both themes, at the sizes of a small and a
 * large screen, and as on a 10-inch touch screen. `npm run screenshots -- pairing live` takes those alone, and
 * `npm run screenshots -- notices` a whole gallery.
 */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  const asked = (name: string): boolean => wanted.length === 0 || wanted.includes(name)
  // Which gallery an exhibit is in is known once it is open.
  const opened = Object.entries(galleries).filter(
    ([name]) => asked(name) || wanted.some((other) => !(other in galleries)),
  )
  await prepareDesk({ for: 'test' })
  const display = await openDisplay()
  Object.assign(process.env, display.env)
  if (wanted.length === 0) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await mkdir(pictures, { recursive: true })
  try {
    for (const [gallery, open] of opened) {
      const scene = new Scene(path.join(root, '.cache/screenshots'))
      try {
        for (const exhibit of await open(scene))
          if (asked(gallery) || asked(exhibit.name)) await takeAll(exhibit)
      } finally {
        await scene.end()
      }
    }
    for (const [from, to] of Object.entries(chosen)) {
      if (taken.has(from)) await copyFile(path.join(folder, from), path.join(pictures, to))
    }
    say(`The pictures are in ${path.relative(root, folder)}/, those of the README in docs/pictures/.`)
  } finally {
    await display.close()
  }
}

const taken = new Set<string>()

async function take({ name, desk }: Exhibit, variant: string): Promise<void> {
  await settled(desk)
  const file = `${name}-${variant}.png`
  await desk.page.screenshot({ path: path.join(folder, file) })
  taken.add(file)
}

/** Brings the desk into the state once; what differs between the pictures is changed in place. */
async function takeAll(exhibit: Exhibit): Promise<void> {
  const { desk, show } = exhibit
  if (exhibit.fleeting === true) {
    await takeEach(exhibit)
    return
  }
  await changeLook(desk, looks[0])
  const leave = await show()
  for (const look of looks) {
    await changeLook(desk, look)
    if (exhibit.ownSize === true) {
      await take(exhibit, `${look.language}-${look.theme}`)
      continue
    }
    for (const size of sizes) {
      await resize(desk, size)
      await take(exhibit, `${look.language}-${look.theme}-${size.width}x${size.height}`)
    }
  }
  await changeLook(desk, looks[0])
  if (exhibit.ownSize !== true) {
    await resize(desk, { width: 1280, height: 800 })
    const mouse = await touchScreen(desk)
    await take(exhibit, 'es-light-touch')
    await mouse()
  }
  await leave()
}

/** A state that ends by itself is brought about for each of its pictures. */
async function takeEach(exhibit: Exhibit): Promise<void> {
  const { desk, show } = exhibit
  const [{ width, height }] = sizes
  await resize(desk, { width, height })
  for (const look of looks) {
    await changeLook(desk, look)
    const leave = await show()
    await take(exhibit, `${look.language}-${look.theme}-${width}x${height}`)
    await leave()
  }
}

await runScript(main)
