import { z } from 'zod'

/** A serial port, by what it says of itself: where it is plugged in may change. */
export const serialPortSchema = z.object({
  name: z.string().max(200),
  vendorId: z.string().max(20).optional(),
  productId: z.string().max(20).optional(),
  serialNumber: z.string().max(200).optional(),
})
export type SerialPortName = z.infer<typeof serialPortSchema>

/** A port that can be chosen now. `id` holds until it is unplugged. */
export const offeredPortSchema = z.object({ id: z.string().max(200), name: z.string() })
export type OfferedPort = z.infer<typeof offeredPortSchema>

/** The desk's settings of its scanners, and of how a verdict is told. */
export const scannerSettings = {
  /** Webcams whose picture is shown as in a mirror, by their id. */
  mirroredCameras: z.array(z.string().max(4096)).max(50),
  /** Minutes without a guest after which the camera pauses; 0: never. */
  cameraPauseMinutes: z.number().int().min(0).max(240),
  /** What a USB scanner types before and after each code. */
  scannerPrefix: z.string().max(8),
  scannerSuffix: z.string().max(8),
  /** The key with which it ends a code; `auto`: Enter, Tab or none. */
  scannerEnd: z.enum(['auto', 'enter', 'tab', 'none']),
  /** The serial scanner that was chosen; `null`: none. */
  serialScanner: serialPortSchema.nullable(),
  serialBaudRate: z.number().int().min(300).max(921_600),
  /** A verdict lights up the whole screen for a moment. */
  flashOn: z.boolean(),
}

export const defaultScannerSettings: z.infer<z.ZodObject<typeof scannerSettings>> = {
  mirroredCameras: [],
  cameraPauseMinutes: 15,
  scannerPrefix: '',
  scannerSuffix: '',
  scannerEnd: 'auto',
  serialScanner: null,
  serialBaudRate: 9600,
  flashOn: false,
}
