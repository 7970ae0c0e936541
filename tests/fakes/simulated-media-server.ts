import type { FileRequest, FileResponse, FileTransport } from '#app/sync/api/file-transport.ts'
import type { CloudAsset } from '#app/sync/protocol/media.ts'

/** `url`: as the server calls what the device calls a path. */
type MediaRequest = FileRequest & { url: string }
type Upload = { id: string; asset: CloudAsset; parts: Map<number, Blob> }
type Row = CloudAsset & {
  seq: number
  blob: Blob
  isLost?: boolean
  thumbnail?: Blob | undefined
  renamedAtMs?: number
}

const partSizeBytes = 8 * 1024 * 1024

/** An account's media behind the wire, with the faults a network and a server can have. */
export function createSimulatedMediaServer() {
  const rows = new Map<string, Row>()
  const uploads = new Map<string, Upload>()
  let seq = 0
  let epoch = 'epoch-1'
  let signature = 1
  let nowMs = Date.UTC(2026, 0, 2)
  const requests: { method: string; url: string }[] = []
  const peak = { now: 0, most: 0 }
  /** Called before every request; a returned value is the response. */
  let intervene: ((request: MediaRequest, index: number) => FileResponse | Error | undefined) | undefined
  /** Requests wait here until they are released. */
  let gate: Promise<void> | undefined

  const view = ({
    seq: _seq,
    blob: _blob,
    renamedAtMs: _renamedAtMs,
    isLost,
    thumbnail,
    ...asset
  }: Row): CloudAsset => ({
    ...asset,
    ...(thumbnail === undefined ? {} : { hasThumbnail: true }),
    ...(isLost ? {} : { cloudUrl: `https://bucket.example/${asset.id}?signature=${signature}` }),
  })
  const json = (status: number, value: unknown): FileResponse => ({ status, json: value })
  const fail = (status: number, code: string, message: string) => json(status, { error: { code, message } })

  function save(asset: CloudAsset, blob: Blob): Row {
    const known = rows.get(asset.id)
    if (known !== undefined && known.deletedAt == null && !known.isLost) return known
    seq += 1
    const row: Row = { ...asset, blob, seq, size: blob.size, deletedAt: null }
    rows.set(asset.id, row)
    return row
  }

  function toAsset(fields: Record<string, unknown>): CloudAsset {
    const time = new Date(nowMs).toISOString()
    return {
      id: String(fields.id),
      userId: 'user-1',
      fileName: String(fields.fileName),
      fileType: String(fields.fileType),
      mimeType: String(fields.mimeType),
      size: Number(fields.size ?? 0),
      width: Number(fields.width),
      height: Number(fields.height),
      sha256: String(fields.sha256),
      createdAt: time,
      updatedAt: time,
    }
  }

  async function response(request: MediaRequest): Promise<FileResponse> {
    const { method, body, content } = request
    const url = new URL(request.url, 'http://app.example')
    const path = url.pathname
    if (url.hostname === 'bucket.example') return respondBucket(request, url)
    const [, assetId] = /^\/api\/media\/assets\/([^/]+)$/.exec(path) ?? []
    if (method === 'GET' && path === '/api/media/assets') {
      const since = Number(url.searchParams.get('since') ?? 0)
      const assets = [...rows.values()].filter((row) => row.seq > since).sort((a, b) => a.seq - b.seq)
      return json(200, { assets: assets.map(view), cursor: seq, epoch })
    }
    if (path === '/api/media/usage') return json(200, { usedBytes: 5, quotaBytes: 10 })
    if (method === 'POST' && path === '/api/media/assets' && content?.kind === 'form') {
      const file = content.form.get('file')
      if (!(file instanceof Blob)) return fail(400, 'invalid', 'no file')
      request.onProgress?.(file.size)
      return json(201, view(save(toAsset(Object.fromEntries(content.form)), file)))
    }
    if (method === 'POST' && path === '/api/media/uploads' && body !== undefined) {
      const asset = toAsset(body as Record<string, unknown>)
      const known = rows.get(asset.id)
      if (known !== undefined) {
        if (known.deletedAt != null) {
          seq += 1
          Object.assign(known, { deletedAt: null, seq })
        }
        return json(200, { asset: view(known) })
      }
      const upload: Upload = uploads.get(asset.id) ?? { id: asset.id, asset, parts: new Map() }
      uploads.set(asset.id, upload)
      const count = Math.ceil(asset.size / partSizeBytes)
      const parts = Array.from({ length: count }, (_, index) => ({
        number: index + 1,
        offset: index * partSizeBytes,
        size: Math.min(partSizeBytes, asset.size - index * partSizeBytes),
        url: `https://bucket.example/part/${upload.id}/${index + 1}?signature=${signature}`,
        headers: {},
        isDone: upload.parts.has(index + 1),
      }))
      return json(201, { upload: { id: upload.id, parts } })
    }
    const [, uploadId] = /^\/api\/media\/uploads\/([^/]+)\/complete$/.exec(path) ?? []
    if (uploadId !== undefined) {
      const upload = uploads.get(uploadId)
      if (upload === undefined) return fail(404, 'not_found', 'no upload')
      const parts = [...upload.parts].sort(([a], [b]) => a - b).map(([, blob]) => blob)
      uploads.delete(uploadId)
      return json(201, view(save(upload.asset, new Blob(parts))))
    }
    const [, pictured] = /^\/api\/media\/assets\/([^/]+)\/thumbnail$/.exec(path) ?? []
    const row = rows.get(assetId ?? pictured ?? '')
    if (row !== undefined && method === 'GET' && pictured === undefined) return json(200, view(row))
    if (row === undefined || row.deletedAt != null) return fail(404, 'not_found', 'no asset')
    if (pictured !== undefined) return handleThumbnail(request, row, url.searchParams.get('sha256'))
    seq += 1
    row.seq = seq
    if (method === 'DELETE') {
      row.deletedAt = new Date(nowMs).toISOString()
      row.thumbnail = undefined
      return json(200, { id: row.id, deletedAt: row.deletedAt })
    }
    if (method === 'PATCH' && body !== undefined) {
      const { fileName, updatedAt, sentAt } = body as Record<'fileName' | 'updatedAt' | 'sentAt', string>
      // By its age, as the server does: a device's clock may be wrong.
      const renamedAtMs = nowMs - Math.max(0, Date.parse(sentAt) - Date.parse(updatedAt))
      if (renamedAtMs >= (row.renamedAtMs ?? 0))
        Object.assign(row, { fileName, renamedAtMs, updatedAt: new Date(nowMs).toISOString() })
      return json(200, view(row))
    }
    return fail(400, 'invalid', `${method} ${path}`)
  }

  function handleThumbnail({ method, content }: MediaRequest, row: Row, sha256: string | null): FileResponse {
    if (method === 'PUT' && content?.kind === 'blob') {
      if (row.sha256 !== sha256) return fail(409, 'conflict', 'other bytes')
      row.thumbnail = new Blob([content.blob], { type: 'image/webp' })
      return json(200, { id: row.id, sha256 })
    }
    const { thumbnail } = row
    if (row.sha256 !== sha256) return fail(404, 'not_found', 'other bytes')
    if (thumbnail === undefined) return { status: 204, blob: new Blob() }
    return { status: 200, blob: thumbnail }
  }

  function respondBucket({ method, content, onProgress }: MediaRequest, url: URL): FileResponse {
    if (url.searchParams.get('signature') !== String(signature)) return { status: 403 }
    const [, uploadId, partNumber] = /^\/part\/([^/]+)\/(\d+)$/.exec(url.pathname) ?? []
    if (method === 'PUT' && uploadId !== undefined && content?.kind === 'blob') {
      const upload = uploads.get(uploadId)
      if (upload === undefined) return { status: 404 }
      upload.parts.set(Number(partNumber), content.blob)
      onProgress?.(content.blob.size)
      return { status: 200 }
    }
    const row = rows.get(url.pathname.slice(1))
    return row === undefined ? { status: 404 } : { status: 200, blob: row.blob }
  }

  async function handle(request: MediaRequest, isCancelled: () => boolean): Promise<FileResponse> {
    const index = requests.push({ method: request.method, url: request.url }) - 1
    peak.now += 1
    peak.most = Math.max(peak.most, peak.now)
    try {
      const instead = intervene?.(request, index)
      if (instead instanceof Error) throw instead
      if (instead !== undefined) return instead
      await gate
      if (isCancelled()) throw new Error('aborted')
      return await response(request)
    } finally {
      peak.now -= 1
    }
  }

  const transport: FileTransport = (request) => {
    let isCancelled = false
    return {
      response: handle({ ...request, url: request.path }, () => isCancelled),
      cancel: () => {
        isCancelled = true
      },
    }
  }

  return {
    transport,
    rows,
    requests,
    peak,
    expireSignatures: () => {
      signature += 1
    },
    intervene: (requested: typeof intervene) => {
      intervene = requested
    },
    hold: (requested: Promise<void> | undefined) => {
      gate = requested
    },
    /** Simulates another device. */
    putFromElsewhere: (asset: CloudAsset, blob: Blob) => save(asset, blob),
    change: (id: string, fields: Partial<CloudAsset>) => {
      const row = rows.get(id)
      if (row === undefined) throw new Error(`no row ${id}`)
      seq += 1
      Object.assign(row, fields, { seq })
    },
    /** As `npx appframes restored` does. */
    renewEpoch: () => {
      epoch = `after ${epoch}`
    },
    /** Its object is not in the storage. */
    loseBytes: (id: string) => {
      const row = rows.get(id)
      if (row !== undefined) row.isLost = true
    },
    /** As after restoring an older backup. */
    forget: (id: string) => {
      rows.delete(id)
      seq = Math.max(0, ...[...rows.values()].map((row) => row.seq))
    },
    setNow: (ms: number) => {
      nowMs = ms
    },
  }
}
