import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { BenchHarness } from './harness.mjs'

const FILE_BYTES = 8_000_000
const ROUNDS = 32

/** A file through the server (form, checks, hash, storage, row) against a bare PUT of the same bytes to the same storage. */
export default async function benchUpload(harness: BenchHarness): Promise<void> {
  const { url } = await harness.startApp()
  const cookie = await signUp(url)
  const subject: number[] = []
  const baseline: number[] = []
  const warmUpRounds = 2
  for (let round = 0; round < ROUNDS + warmUpRounds; round += 1) {
    const film = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'), randomBytes(FILE_BYTES)])
    const id = randomUUID()
    const part = await startUpload(url, cookie, film)
    const form = await createForm({ id, film })
    // They take turns, and turns at being first, so that whatever else the machine does falls on both alike.
    const sendThrough = () => measure(() => post(url, cookie, form))
    const sendBare = () => measure(() => fetch(new URL(part, url), { method: 'PUT', body: film }))
    const isFirst = round % 2 === 0
    const early = isFirst ? await sendThrough() : undefined
    const bareMs = await sendBare()
    const throughMs = early ?? (await sendThrough())
    await fetch(`${url}/api/media/assets/${id}`, { method: 'DELETE', headers: { cookie } })
    if (round < warmUpRounds) continue
    subject.push(throughMs)
    baseline.push(bareMs)
  }
  harness.compare({
    name: 'upload through the server / bare PUT',
    subject: { label: `POST of ${FILE_BYTES / 1_000_000} MB, checked and stored`, samples: subject },
    baseline: { label: 'fetch PUT to the same storage', samples: baseline },
    aim: 1.5,
  })
}

async function measure(send: () => Promise<Response>): Promise<number> {
  const startedMs = performance.now()
  const response = await send()
  if (!response.ok)
    throw new Error(`The upload was answered with ${response.status}: ${await response.text()}`)
  await response.arrayBuffer()
  return performance.now() - startedMs
}

/** As bytes before the clock starts: a browser makes forms in native code, and it is the server that is measured. */
async function createForm({ id, film }: { id: string; film: Buffer }) {
  const form = new FormData()
  form.append('id', id)
  form.append('fileName', 'film.mp4')
  form.append('file', new Blob([new Uint8Array(film)]), 'film.mp4')
  const made = new Response(form)
  return { type: made.headers.get('content-type') ?? '', body: Buffer.from(await made.arrayBuffer()) }
}

function post(
  url: string,
  cookie: string,
  { type, body }: Awaited<ReturnType<typeof createForm>>,
): Promise<Response> {
  const headers = { cookie, 'content-type': type }
  return fetch(`${url}/api/media/assets`, { method: 'POST', body, headers })
}

async function startUpload(url: string, cookie: string, film: Buffer): Promise<string> {
  const sha256 = createHash('sha256').update(film).digest('hex')
  const file = { id: randomUUID(), fileName: 'film.mp4', fileType: 'video', mimeType: 'video/mp4' }
  const response = await fetch(`${url}/api/media/uploads`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ ...file, size: film.byteLength, sha256 }),
  })
  const { upload } = await response.json()
  return upload.parts[0].url
}

async function signUp(url: string): Promise<string> {
  const response = await fetch(`${url}/sign-up`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams({ name: 'Bench', email: 'bench@example.com', password: 'correct horse' }),
    redirect: 'manual',
  })
  return response.headers
    .getSetCookie()
    .map((value) => value.split(';')[0])
    .join('; ')
}
