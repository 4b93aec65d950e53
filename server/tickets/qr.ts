import QRCode, { type QRCodeSegment } from 'qrcode'

/** Level M, and only characters of QR's alphanumeric set, so that a ticket fits version 6. */
const options = { errorCorrectionLevel: 'M', margin: 4 } as const

function segments(text: string): QRCodeSegment[] {
  return [{ data: text, mode: 'alphanumeric' }]
}

export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(segments(text), { ...options, type: 'svg' })
}

/** 8 pixels a module: large enough for a cheap webcam to read off a telephone. */
export function qrPng(text: string): Promise<Buffer> {
  return QRCode.toBuffer(segments(text), { ...options, type: 'png', scale: 8 })
}
