import { expect, it } from 'vitest'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { planTargets } from '#app/export/export-target.ts'
import { planFiles } from '#app/export/planned-file.ts'
import type { DrawingJob } from '#app/skia/drawing-messages.ts'
import type { WorkerPort } from '#app/worker-pool/worker-pool.ts'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { drawInProcesses } from './draw-in-processes.ts'
import type { EngineInput, MadeFile } from './drawing-engine.ts'
import { planProcesses } from './skia-engine.ts'

const project = createFixedSample()
const targets = planTargets(project, {
  canvasSizeIds: ['iphone-69' as CanvasSizeId],
  locales: ['en-US', 'de-DE'] as Locale[],
})
const files = planFiles(project, targets, { layout: 'plain', format: 'png' })

function createInput(mimeTypes: Readonly<Record<string, string>> = {}): EngineInput {
  const media = sampleMedia.map(({ mediaId: id }) => ({ id, mimeType: mimeTypes[id] ?? 'image/webp' }))
  return {
    project,
    quality: 90,
    archive: { manifest: { media } } as never,
    media: {
      findName: (id: string) => `${id}.webp`,
      read: async (id: string) => ({ bytes: Buffer.from(id), mimeType: 'image/webp' }),
    } as never,
  }
}

type Answer = (job: DrawingJob, processIndex: number) => 'drawn' | 'crash'

/** Processes that answer in the next turn, by a picture that says which screen it is of. */
function createProcesses(answer: Answer = () => 'drawn') {
  const all: { jobs: DrawingJob[]; isEnded: boolean }[] = []
  let running = 0
  let mostRunning = 0
  function start(): WorkerPort {
    const listeners: { type: string; listener: (event: never) => void }[] = []
    const emit = (type: string, event: unknown) => {
      for (const each of listeners) if (each.type === type) each.listener(event as never)
    }
    const index = all.length
    const one = { jobs: [] as DrawingJob[], isEnded: false }
    all.push(one)
    running += 1
    mostRunning = Math.max(mostRunning, running)
    const reply = (job: DrawingJob) => {
      if (answer(job, index) === 'crash')
        return emit('error', { message: 'it ended with SIGSEGV', preventDefault: () => undefined })
      const bytes = Buffer.from(`${job.drawing.screen.name} ${job.drawing.locale}`)
      emit('message', { data: { id: job.id, kind: 'drawn', bytes } })
    }
    return {
      postMessage(message) {
        one.jobs.push(message as DrawingJob)
        queueMicrotask(() => reply(message as DrawingJob))
      },
      addEventListener: (type: string, listener: (event: never) => void) =>
        void listeners.push({ type, listener }),
      terminate() {
        one.isEnded = true
        running -= 1
      },
    }
  }
  return { all, start, findMost: () => mostRunning }
}

async function make(input: EngineInput, processes: ReturnType<typeof createProcesses>, size = 2) {
  const made: [path: string, MadeFile][] = []
  await drawInProcesses(input, { size, start: processes.start })(files, async ({ path }, one) => {
    made.push([path, one])
  })
  return made
}

const nameOf = (file: (typeof files)[number] | undefined) =>
  `${Object.values(project.screensByCanvasSize['iphone-69' as CanvasSizeId] ?? {}).find(({ id }) => id === file?.target.screenId)?.name} ${file?.target.locale}`

it('every file is drawn once, by all processes, and none is left', async () => {
  const processes = createProcesses()
  const made = await make(createInput(), processes)
  expect(made.map(([path]) => path).sort()).toEqual(files.map(({ path }) => path).sort())
  for (const [path, one] of made) {
    const text = one.kind === 'made' ? Buffer.from(one.bytes).toString() : one.message
    expect(text).toBe(nameOf(files.find((file) => file.path === path)))
  }
  expect(processes.all.map(({ jobs }) => jobs.length > 0)).toEqual([true, true])
  expect(processes.all.every(({ isEnded }) => isEnded)).toBe(true)
})

it('a job has the captures that its screen shows, and no others', async () => {
  const processes = createProcesses()
  await make(createInput(), processes, 1)
  for (const { drawing, files: sent } of processes.all[0]?.jobs ?? []) {
    expect([...sent.keys()]).toEqual(drawing.mediaIds)
    for (const [id, file] of sent) expect(file).toMatchObject({ name: `${id}.webp`, bytes: Buffer.from(id) })
  }
})

it('a process that ends costs the file that it was drawing, and is replaced', async () => {
  const processes = createProcesses((_job, index) => (index === 1 ? 'crash' : 'drawn'))
  const made = await make(createInput(), processes)
  const failed = made.filter(([, { kind }]) => kind === 'failed')
  expect(failed).toHaveLength(1)
  expect(failed[0]?.[1]).toMatchObject({ message: expect.stringContaining('it ended with SIGSEGV') })
  expect(made).toHaveLength(files.length)
  expect(processes.all).toHaveLength(3)
  expect(processes.findMost()).toBe(2)
  expect(processes.all.every(({ isEnded }) => isEnded)).toBe(true)
})

it('a video is refused with its name, and sent to no process', async () => {
  const processes = createProcesses()
  const video = sampleMedia[0]?.mediaId ?? ''
  const made = await make(createInput({ [video]: 'video/mp4' }), processes)
  const refused = made.flatMap(([, one]) => (one.kind === 'failed' ? one.message : []))
  expect(refused.length).toBeGreaterThan(0)
  for (const message of refused) expect(message).toContain(`“${video}.webp” is a video`)
  const sent = processes.all.flatMap(({ jobs }) => jobs.flatMap(({ drawing }) => drawing.mediaIds))
  expect(sent).not.toContain(video)
  expect(sent.length + refused.length).toBe(files.length)
})

it.each([
  { fileCount: 1, cores: 8, memoryBytes: 16e9, expected: 1 },
  { fileCount: 3, cores: 8, memoryBytes: 16e9, expected: 1 },
  { fileCount: 4, cores: 8, memoryBytes: 16e9, expected: 2 },
  { fileCount: 70, cores: 8, memoryBytes: 16e9, expected: 8 },
  { fileCount: 70, cores: 8, memoryBytes: 2e9, expected: 2 },
  { fileCount: 70, cores: 8, memoryBytes: 0.5e9, expected: 1 },
])(
  '$fileCount files on $cores cores with $memoryBytes bytes of memory are drawn by $expected processes',
  (given) => {
    expect(planProcesses(given.fileCount, given)).toBe(given.expected)
  },
)
