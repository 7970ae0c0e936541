import type { HttpAnswer, HttpRequest, Transport } from '#app/sync/transport.ts'

type Stored = { name: string; data: unknown; revision: number; deletedAt?: string }
type Put = { name: string; data: unknown; baseRevision: number }

/** What the network makes of one request: answer it as asked, do the work but lose the answer, or something else. */
export type Weather = 'good' | 'answer-lost' | 'cut' | 'hanging' | HttpAnswer

const updatedAt = '2026-01-01T00:00:00.000Z'

/** /api/projects of one account in memory, by the contract of design.md, behind a network with weather. */
export function createSimulatedServer() {
  const projects = new Map<string, Stored>()
  const requests: HttpRequest[] = []
  let weather: (request: HttpRequest) => Weather = () => 'good'
  let beforeAnswer: (request: HttpRequest) => Promise<void> = async () => undefined

  const transport: Transport = (request) => {
    requests.push(request)
    const now = weather(request)
    return { answer: respond(request, now), cancel: () => undefined }
  }

  async function respond(request: HttpRequest, now: Weather): Promise<HttpAnswer> {
    if (now === 'hanging') return new Promise(() => undefined)
    if (now === 'cut') throw new TypeError('Failed to fetch')
    if (typeof now === 'object') return now
    // As on a real wire: what is sent is what it was at that moment.
    const answer = answerRequest(structuredClone(request))
    await beforeAnswer(request)
    if (now === 'answer-lost') throw new TypeError('network changed')
    return structuredClone(answer)
  }

  function answerRequest({ method, path, body }: HttpRequest): HttpAnswer {
    const id = path.split('?')[0]?.split('/')[3]
    if (id === undefined) return listAll()
    if (method === 'GET') {
      const stored = projects.get(id)
      return stored === undefined ? notFound : { status: 200, json: toWire(id, stored) }
    }
    return method === 'PUT'
      ? put(id, body as Put)
      : remove(id, (body as { baseRevision?: number }).baseRevision)
  }

  function listAll(): HttpAnswer {
    const listed = [...projects].map(([id, { data: _body, ...stored }]) => ({ id, updatedAt, ...stored }))
    return { status: 200, json: { projects: listed, cursor: listed.length } }
  }

  function put(id: string, { name, data, baseRevision }: Put): HttpAnswer {
    const stored = projects.get(id)
    if ((stored?.revision ?? 0) !== baseRevision) return conflict(id, stored)
    const revision = baseRevision + 1
    projects.set(id, { name, data, revision })
    return { status: stored === undefined ? 201 : 200, json: { id, revision, updatedAt } }
  }

  function remove(id: string, baseRevision: number | undefined): HttpAnswer {
    const stored = projects.get(id)
    if (stored === undefined) return notFound
    if (stored.deletedAt === undefined) {
      if (baseRevision !== undefined && baseRevision !== stored.revision) return conflict(id, stored)
      projects.set(id, { ...stored, revision: stored.revision + 1, deletedAt: updatedAt })
    }
    const { revision } = projects.get(id) ?? stored
    return { status: 200, json: { id, revision, deletedAt: updatedAt } }
  }

  return {
    transport,
    requests,
    projects,
    setWeather(next: Weather | ((request: HttpRequest) => Weather)) {
      weather = typeof next === 'function' ? next : () => next
    },
    /** Runs between the effect on the server and the answer's arrival. */
    onAnswer(run: (request: HttpRequest) => Promise<void>) {
      beforeAnswer = run
    },
    countWrites: () => requests.filter(({ method }) => method !== 'GET').length,
  }
}

const notFound: HttpAnswer = {
  status: 404,
  json: { error: { code: 'not_found', message: 'No such project.' } },
}

function toWire(id: string, stored: Stored) {
  return { id, updatedAt, createdAt: updatedAt, ...stored }
}

function conflict(id: string, stored: Stored | undefined): HttpAnswer {
  const server = stored === undefined ? null : toWire(id, stored)
  return { status: 409, json: { error: { code: 'conflict', message: 'Changed elsewhere.' }, server } }
}
