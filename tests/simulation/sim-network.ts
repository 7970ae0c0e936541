import type { HttpRequest, HttpResponse, Transport } from '#app/sync/api/transport.ts'
import type { Observer } from './observer.ts'
import type { Chance } from './random.ts'
import { ServerCrash, type Session, type SimServer } from './sim-server.ts'
import type { WorldTime } from './virtual-world-time.ts'

export const networkFaults = [
  'lost-request',
  'lost-answer',
  'hanging-request',
  'hanging-answer',
  'duplicated-request',
  'status-before',
  'status-after',
  'slow',
] as const
export type NetworkFault = (typeof networkFaults)[number]

export type NetworkOptions = {
  time: WorldTime
  server: SimServer
  observer: Observer
  /** The waiting caller: a dead tab gets no response. */
  owner: object
  name: string
  chance: Chance
  findSession: () => Session
  isOnline: () => boolean
  /** The faults that may occur now; none after they have ended. */
  listFaults: () => readonly NetworkFault[]
  faultShare: number
}

const notAnAnswer: HttpResponse = { status: 200 }

/** One tab's connection to the server, with all its faults. */
export function createSimTransport(options: NetworkOptions): Transport {
  const { time, server, observer, owner, name, chance } = options
  const wire = {}

  return (request) => {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body)
    const faults = options.listFaults()
    const fault = faults.length > 0 && chance.is(options.faultShare) ? chance.pick(faults) : undefined
    // The session is the cookie's at the time of sending.
    const session = options.findSession()
    observer.note('ask', name, request.method, request.path, fault, body?.length)
    let isGivenUp = false
    const response = new Promise<HttpResponse>((resolve, reject) => {
      const deliver = (found: HttpResponse) =>
        time.schedule(owner, delay(), () => {
          if (isGivenUp) return
          observer.note('hear', name, found.status)
          resolve(found)
        })
      const drop = () =>
        time.schedule(owner, delay(), () => {
          if (!isGivenUp) reject(new Error('the network failed'))
        })
      if (!options.isOnline() || fault === 'lost-request') return void drop()
      if (fault === 'hanging-request') return
      if (fault === 'status-before') return void deliver(planRefusal())
      const reach = () =>
        process(request, body, session).then(
          (found) => {
            if (fault === 'lost-answer' || !options.isOnline()) drop()
            else if (fault === 'status-after') deliver(planFailure())
            else if (fault !== 'hanging-answer') deliver(found)
          },
          (error: unknown) => {
            if (error instanceof ServerCrash) drop()
            else observer.fail('the server answers', String(error instanceof Error ? error.stack : error))
          },
        )
      time.schedule(wire, delay(), () => void reach())
      if (fault === 'duplicated-request') {
        // The copy arrives later, when the response to the first is long known, and its own response is dropped.
        time.schedule(wire, 50 + chance.below(20_000), () => {
          process(request, body, session).catch((error: unknown) => {
            if (!(error instanceof ServerCrash)) observer.fail('the server answers', String(error))
          })
        })
      }
    })
    return {
      response,
      cancel: () => {
        isGivenUp = true
      },
    }

    function delay(): number {
      return 1 + chance.below(fault === 'slow' ? 9_000 : 40)
    }
  }

  async function process(
    request: HttpRequest,
    body: string | undefined,
    session: Session,
  ): Promise<HttpResponse> {
    const sent = { ...request, ...(body === undefined ? {} : { body: JSON.parse(body) as unknown }) }
    const found = await server.handle(sent, session)
    return JSON.parse(JSON.stringify(found)) as HttpResponse
  }

  function planRefusal(): HttpResponse {
    const kind = chance.below(5)
    if (kind === 0) return notAnAnswer
    if (kind === 1) return { ...refuse(429, 'rate_limited'), retryAfterMs: 1_000 + chance.below(20_000) }
    if (kind === 2) return { ...refuse(503, 'internal'), retryAfterMs: 1_000 }
    if (kind === 3) return refuse(500, 'internal')
    return refuse(401, 'unauthorized')
  }

  function planFailure(): HttpResponse {
    return chance.is(0.5) ? notAnAnswer : refuse(502, 'internal')
  }
}

function refuse(status: number, code: string): HttpResponse {
  return { status, json: { error: { code, message: code } } }
}
