import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

// The counters of this process, for /metrics. Rules and routes call the functions; the names are known here only.

const DURATION_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10]

function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'appframes_request_duration_seconds',
      help: 'From the first byte of a request to the last of its answer, by route pattern; event streams are not in here.',
      labelNames: ['method', 'route', 'status'],
      buckets: DURATION_BUCKETS_SECONDS,
      registers,
    }),
    syncAcks: new Counter({
      name: 'appframes_sync_acks_total',
      help: 'Pushed entries answered by /api/sync, by status.',
      labelNames: ['status'],
      registers,
    }),
    conflicts: new Counter({
      name: 'appframes_conflicts_total',
      help: 'Writes refused because the project had changed elsewhere.',
      registers,
    }),
    resyncs: new Counter({
      name: 'appframes_heals_total',
      help: 'Pushes whose hash did not fit, so that the device was sent the whole document.',
      registers,
    }),
    epochRenewals: new Counter({
      name: 'appframes_epoch_renewals_total',
      help: 'Times a device knew of something this database never had, so that all devices of the account compare anew.',
      registers,
    }),
    rateLimited: new Counter({
      name: 'appframes_rate_limited_total',
      help: 'Requests refused with 429, by limit.',
      labelNames: ['limit'],
      registers,
    }),
    uploadsOpen: new Gauge({
      name: 'appframes_uploads_open',
      help: 'Uploads being received or completed now.',
      registers,
    }),
    streamsOpen: new Gauge({
      name: 'appframes_event_streams_open',
      help: 'Event streams open now.',
      registers,
    }),
    poolConnections: new Gauge({
      name: 'appframes_pool_connections',
      help: 'Connections of this process to Postgres, by state, as Postgres sees them.',
      labelNames: ['state'],
      registers,
    }),
    poolSize: new Gauge({
      name: 'appframes_pool_connections_max',
      help: 'The most connections that the pool opens.',
      registers,
    }),
  }
}

// Hot reload evaluates this module again; the counts must not restart.
const metricsKey: unique symbol = Symbol.for('appframes.metrics')
const store = globalThis as { [metricsKey]?: ReturnType<typeof createMetrics> }
const getMetrics = () => (store[metricsKey] ??= createMetrics())

export function observeRequest(
  labels: { method: string; route: string; status: number },
  durationMs: number,
) {
  getMetrics().requests.observe(labels, durationMs / 1000)
}

export function countSyncAck(status: string): void {
  getMetrics().syncAcks.inc({ status })
}

export function countConflict(): void {
  getMetrics().conflicts.inc()
}

export function countResync(): void {
  getMetrics().resyncs.inc()
}

export function countEpochRenewal(): void {
  getMetrics().epochRenewals.inc()
}

export function countRateLimited(limit: string): void {
  getMetrics().rateLimited.inc({ limit })
}

/** Counts an upload as open until the returned function is called; calling that twice does no harm. */
export function trackUpload(): () => void {
  return countOpen(getMetrics().uploadsOpen)
}

/** For `trackStream` (stream-registry.server.ts) alone, which also ends the streams when the server stops. */
export function countOpenStream(): () => void {
  return countOpen(getMetrics().streamsOpen)
}

function countOpen(gauge: Gauge): () => void {
  gauge.inc()
  let isOpen = true
  return () => {
    if (isOpen) gauge.dec()
    isOpen = false
  }
}

export type PoolUse = { byState: ReadonlyMap<string, number>; maxConnections: number }

/** Everything counted, as Prometheus reads it. `pool`: undefined when the database did not answer. */
export async function renderMetrics(
  pool: PoolUse | undefined,
): Promise<{ text: string; contentType: string }> {
  const { registry, poolConnections, poolSize } = getMetrics()
  poolConnections.reset()
  for (const [state, count] of pool?.byState ?? []) poolConnections.set({ state }, count)
  if (pool) poolSize.set(pool.maxConnections)
  return { text: await registry.metrics(), contentType: registry.contentType }
}
