import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy, { type Busboy } from 'busboy'
import { createErrorResponse } from '../http/api-errors.server.ts'
import { drainRequest, readBody } from '../http/discard-body.server.ts'

export type FormFile = {
  body: AsyncIterable<Uint8Array>
  /** The name in the part itself, if any. */
  partName: string | undefined
  /** The fields that came before the file. */
  fields: Record<string, string>
  /** All fields; waits for the end of the form. */
  readFields(): Promise<Record<string, string>>
}

type FoundFile = Pick<FormFile, 'partName' | 'fields'> & { stream: Readable }

const LIMITS = { files: 1, fields: 20, fieldSize: 10_000, fieldNameSize: 100, parts: 25, headerPairs: 20 }

class BrokenForm extends Error {
  override name = 'BrokenForm'
}

/**
 * Streams the one file of a multipart form; nothing of it is buffered. Whatever `receive` decides, the rest of the body
 * is read afterwards, so that the client can read the response.
 *
 * @throws Response 400 when it is no such form, or breaks off.
 */
export async function readMediaForm<Result>(
  request: Request,
  receive: (file: FormFile) => Promise<Result>,
): Promise<Result> {
  const parser = createParser(request)
  const controller = new AbortController()
  const fields: Record<string, string> = Object.create(null)
  parser.on('field', (name, value) => {
    fields[name] = value
  })
  const found = new Promise<FoundFile | undefined>((resolve) => {
    parser.on('file', (name, stream, { filename }) => {
      // It may break off before it is read; a later reader then gets the error.
      stream.on('error', () => undefined)
      // A copy: fields that follow in the same chunk did not come before the file.
      if (name === 'file') resolve({ stream, partName: filename, fields: { ...fields } })
      else stream.resume()
    })
    parser.once('close', () => resolve(undefined))
  })
  const parsing = pipeline(Readable.from(readBody(request)), parser, { signal: controller.signal }).then(
    () => undefined,
    (cause: unknown) => new BrokenForm('The form breaks off.', { cause }),
  )
  try {
    const file = await found
    if (!file) throw createInvalidForm('There is no file in the form.')
    return await receive({
      body: readFile(file.stream),
      partName: file.partName,
      fields: file.fields,
      async readFields() {
        const broken = await parsing
        if (broken) throw broken
        return fields
      },
    })
  } catch (error) {
    if (error instanceof BrokenForm) throw createInvalidForm('The form breaks off; nothing was stored.')
    throw error
  } finally {
    controller.abort()
    // Not awaited: it ends with the next bytes of a client that may send none before it has read the response.
    void parsing.then(() => drainRequest(request))
  }
}

function createParser(request: Request): Busboy {
  const contentType = request.headers.get('content-type') ?? ''
  try {
    return busboy({ headers: { 'content-type': contentType }, limits: LIMITS, defParamCharset: 'utf8' })
  } catch {
    throw createInvalidForm('The body is not a multipart form.')
  }
}

async function* readFile(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* stream
  } catch (cause) {
    throw new BrokenForm('The file breaks off.', { cause })
  }
}

const createInvalidForm = (message: string) => createErrorResponse('invalid', message)
