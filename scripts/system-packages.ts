import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.ts'
import { say, withProgress } from './progress.ts'
import { run } from './run.ts'

/** One need of the product: any of the names will do, the first that the release has is installed. */
export interface PackageNeed {
  names: [string, ...string[]]
  testOnly: boolean
}

/** Reads `debian-packages.txt`. Throws on a line that is no package name: a typo must not be installed. */
export function parsePackageList(text: string): PackageNeed[] {
  const needs: PackageNeed[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/#.*/, '').trim()
    if (line === '') continue
    const testOnly = line.endsWith('[test]')
    const [first = '', ...others] = line
      .replace(/\[test\]$/, '')
      .split('|')
      .map((name) => name.trim())
    const names: [string, ...string[]] = [first, ...others]
    if (!names.every((name) => /^[a-z0-9][a-z0-9.+-]+$/.test(name))) {
      throw new Failure(`scripts/debian-packages.txt, line ${index + 1}: "${line}" is not a package name.`)
    }
    needs.push({ names, testOnly })
  }
  return needs
}

/** The needs that no installed package meets. `installed` holds the names without `:arch`. */
export function missingNeeds(needs: readonly PackageNeed[], installed: ReadonlySet<string>): PackageNeed[] {
  return needs.filter((need) => !need.names.some((name) => installed.has(name)))
}

/**
 * Makes sure that the Debian packages for running the product, or for its tests too, are installed.
 * As root it installs what is missing; as another user it fails with the exact command. On a Linux without
 * apt it names what is needed and goes on; macOS and Windows bring all of it themselves.
 */
export async function ensureSystemPackages(purpose: { for: 'run' | 'test' }): Promise<void> {
  if (process.platform !== 'linux') return
  const list = readFileSync(path.join(import.meta.dirname, 'debian-packages.txt'), 'utf8')
  const needs = parsePackageList(list).filter((need) => purpose.for === 'test' || !need.testOnly)
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg-query')) {
    say(`This Linux has no apt: have these (Debian's names) installed: ${firstNames(needs).join(' ')}`)
    return
  }
  const missing = missingNeeds(needs, await installedPackages())
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    const names = await Promise.all(missing.map(nameInThisRelease))
    throw new Failure(
      `Debian packages are missing. Install them, then run this again:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    )
  }
  await install(missing)
}

async function install(missing: readonly PackageNeed[]): Promise<void> {
  say(`Installing Debian packages: ${firstNames(missing).join(' ')}`)
  await apt('Reading the package lists', ['update'])
  const names = await Promise.all(missing.map(nameInThisRelease))
  await apt('Installing Debian packages', ['install', '-y', '--no-install-recommends', ...names])
}

async function apt(label: string, args: readonly string[]): Promise<void> {
  // The lock timeout: another installation may be under way, for instance that of a second checkout.
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2']
  const result = await withProgress(label, () =>
    run('apt-get', [...options, ...args], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }),
  )
  if (result.code !== 0) {
    throw new Failure(
      `${label} failed (apt-get ${args[0] ?? ''}, exit ${result.code}):\n${result.output.trim()}\nCheck the network and the apt sources, then run this again.`,
    )
  }
}

async function installedPackages(): Promise<Set<string>> {
  const result = await run('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n'])
  const lines = result.output.split('\n').filter((line) => line.endsWith(' installed'))
  return new Set(lines.map((line) => line.slice(0, line.indexOf(' '))))
}

/** The first of a need's names that this release has; the first of all where the lists are still empty. */
async function nameInThisRelease(need: PackageNeed): Promise<string> {
  for (const name of need.names.length === 1 ? [] : need.names) {
    const policy = await run('apt-cache', ['policy', name])
    if (/Candidate: (?!\(none\))/.test(policy.output)) return name
  }
  return need.names[0]
}

function firstNames(needs: readonly PackageNeed[]): string[] {
  return needs.map((need) => need.names[0])
}
