import axe from 'axe-core'
import type { AxeResults } from 'axe-core'
import { expect } from 'playwright/test'
import { galleries, type Exhibit } from '../screenshots/galleries.ts'
import type { TestDesk } from './support/desk.ts'
import { changeLook, resize, settled } from './support/look.ts'
import { test } from './support/scene.ts'

const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }

/** Everything that axe finds against WCAG 2.2 AA, in words that say where. */
async function violations({ page }: TestDesk): Promise<string[]> {
  const loaded = await page.evaluate(() => 'axe' in window)
  if (!loaded) await page.evaluate(axe.source)
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(rules)})`)
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id} (${help}): ${html}\n${failureSummary}`),
  )
}

/** One state in both themes, with the text twice as large. */
async function inspect({ name, desk, show }: Exhibit, language: 'es' | 'en'): Promise<void> {
  await changeLook(desk, { language, theme: 'light', textSize: 200 })
  const leave = await show()
  for (const theme of ['light', 'dark'] as const) {
    await changeLook(desk, { theme })
    await settled(desk)
    expect.soft(await violations(desk), `${name}, ${language}, ${theme}`).toEqual([])
    const overflow = await desk.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect.soft(overflow, `${name}: nothing stands beside the window`).toBeLessThanOrEqual(0)
  }
  await leave()
}

for (const [name, open] of Object.entries(galleries)) {
  test(`axe finds nothing against WCAG 2.2 AA at 200 % text in both themes: ${name}`, async ({ scene }) => {
    test.setTimeout(300_000)
    const exhibits = await open(scene)
    test.setTimeout(Math.max(300_000, exhibits.length * 40_000))
    for (const [index, exhibit] of exhibits.entries()) {
      if (exhibit.ownSize !== true) await resize(exhibit.desk, { width: 1280, height: 800 })
      await inspect(exhibit, index % 2 === 0 ? 'es' : 'en')
    }
  })
}
