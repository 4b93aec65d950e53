import type { SerialPort } from 'electron'
import { expect, it } from 'vitest'
import { isSamePort, namedPort } from './serial.ts'

const scanner: SerialPort = {
  portId: 'a',
  portName: '/dev/ttyACM0',
  displayName: 'Barcode Reader',
  vendorId: '1504',
  productId: '4608',
  serialNumber: 'S1',
}

it('a USB scanner is the same wherever it is plugged in, and another one of its kind is not', () => {
  const known = namedPort(scanner)
  expect(known).toEqual({
    name: 'Barcode Reader (/dev/ttyACM0)',
    vendorId: '1504',
    productId: '4608',
    serialNumber: 'S1',
  })
  expect(isSamePort({ ...scanner, portId: 'b', portName: '/dev/ttyACM3' }, known)).toBe(true)
  expect(isSamePort({ ...scanner, serialNumber: 'S2' }, known)).toBe(false)
  expect(isSamePort({ ...scanner, productId: '1' }, known)).toBe(false)
})

it('a port without ids is known by its name', () => {
  const built: SerialPort = { portId: 'c', portName: '/dev/ttyS0' }
  const known = namedPort(built)
  expect(known).toEqual({ name: '/dev/ttyS0' })
  expect(isSamePort({ ...built, portId: 'd' }, known)).toBe(true)
  expect(isSamePort({ ...built, portName: '/dev/ttyS1' }, known)).toBe(false)
  expect(isSamePort(scanner, known)).toBe(false)
})
