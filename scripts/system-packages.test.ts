import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { missingNeeds, parsePackageList } from './system-packages.ts'

describe('the list of Debian packages', () => {
  it('takes one package a line, without comments and empty lines', () => {
    const list = parsePackageList('# why\nxvfb\n\nffmpeg [test] # videos\n')
    expect(list).toEqual([
      { names: ['xvfb'], testOnly: false },
      { names: ['ffmpeg'], testOnly: true },
    ])
  })

  it('takes names of which any will do', () => {
    expect(parsePackageList('libasound2 | libasound2t64')).toEqual([
      { names: ['libasound2', 'libasound2t64'], testOnly: false },
    ])
  })

  it.each(['xvfb xauth', '-o=evil', 'libgtk-3-0 |', 'XVFB', 'dunst [tests]'])('refuses "%s"', (line) => {
    expect(() => parsePackageList(`xauth\n${line}\n`)).toThrow(/line 2.*is not a package name/)
  })

  it('is well-formed as it stands', () => {
    const text = readFileSync(path.join(import.meta.dirname, 'debian-packages.txt'), 'utf8')
    const names = parsePackageList(text).flatMap((need) => need.names)
    expect(names).toContain('xvfb')
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('missing packages', () => {
  const needs = parsePackageList('xvfb\nlibasound2 | libasound2t64\n')

  it('are those of which no name is installed', () => {
    expect(missingNeeds(needs, new Set(['bash', 'libasound2t64']))).toEqual([needs[0]])
    expect(missingNeeds(needs, new Set())).toEqual(needs)
    expect(missingNeeds(needs, new Set(['xvfb', 'libasound2']))).toEqual([])
  })
})
