import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What is looked at when the operator asks. */
export interface Sources {
  connections(): readonly { businessId: number; waiting: number }[]
  figures(): { cut: number; refused: number; events: number }
  busIsUp(): boolean
  databaseAnswers(): Promise<boolean>
}

export interface Metrics {
  /** One batch of events has been written to so many streams, this long after its first event was committed. */
  fannedOut(milliseconds: number, events: number, streams: number): void
  answered(request: { method: string; route: string; status: number; milliseconds: number }): void
  /** All of it in Prometheus' text format. */
  text(): Promise<string>
  readonly contentType: string
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** The figures of one server, in a registry of its own. No label holds a name, an id of a guest or a token. */
export function createMetrics(sources: Sources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  // Memory, processor, garbage collection and the delay of the event loop.
  collectDefaultMetrics({ register: registry })

  new Gauge({
    name: 'frontdesk_streams',
    help: 'Open streams by business',
    labelNames: ['business'],
    registers,
    collect() {
      this.reset()
      for (const { businessId } of sources.connections()) this.inc({ business: String(businessId) })
    },
  })
  new Gauge({
    name: 'frontdesk_stream_buffered_bytes',
    help: 'Bytes that wait for streams that have not taken them yet',
    registers,
    collect() {
      this.set(sources.connections().reduce((sum, { waiting }) => sum + waiting, 0))
    },
  })
  const total = (name: string, help: string, read: () => number): void => {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  }
  total('frontdesk_events_total', 'Events published', () => sources.figures().events)
  total('frontdesk_streams_cut_total', 'Streams cut because they did not drain', () => sources.figures().cut)
  total('frontdesk_streams_refused_total', 'Streams refused: too many', () => sources.figures().refused)

  const state = (name: string, help: string, isUp: () => boolean | Promise<boolean>): void => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set((await isUp()) ? 1 : 0)
      },
    })
  }
  state('frontdesk_database_up', '1 while the database answers', () => sources.databaseAnswers())
  state('frontdesk_bus_up', '1 while instances can wake each other up', () => sources.busIsUp())

  const fanOut = new Histogram({
    name: 'frontdesk_fan_out_seconds',
    help: 'From the commit of an event until it is written to all live streams of its business',
    buckets: seconds,
    registers,
  })
  const deliveries = new Counter({
    name: 'frontdesk_deliveries_total',
    help: 'Events written to streams as they happened',
    registers,
  })
  const requests = new Histogram({
    name: 'frontdesk_request_seconds',
    help: 'From the first byte of a request until the last of its answer; streams are not among them',
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
    registers,
  })

  return {
    fannedOut(milliseconds, events, streams) {
      fanOut.observe(milliseconds / 1000)
      deliveries.inc(events * streams)
    },
    answered({ method, route, status, milliseconds }) {
      requests.observe({ method, route, status: String(status) }, milliseconds / 1000)
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
