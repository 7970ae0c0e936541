import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { collectParts } from './collect-parts.server.ts'
import { PART_BYTES } from './media-storage.server.ts'

type Target = { Bucket: string; Key: string }
type SentPart = { PartNumber: number; ETag: string | undefined }

/**
 * Streams a body whose length is not known: a small one in one request, when it has come whole; a larger one in parts, the
 * next being read while one is sent. What throws before its end is aborted, so nothing appears under the key.
 */
export async function putStream(
  client: S3Client,
  target: Target & { ContentType: string },
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const parts = collectParts(body, PART_BYTES)
  const first = await parts.next()
  if (first.done) throw new Error('Collecting parts always gives one.')
  if (first.value.isLast) {
    await client.send(new PutObjectCommand({ ...target, Body: first.value.bytes }))
    return
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target))
  const { Bucket, Key } = target
  try {
    const sent = await sendParts(client, { Bucket, Key, UploadId }, first.value.bytes, parts)
    await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: sent } }),
    )
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    throw error
  }
}

async function sendParts(
  client: S3Client,
  upload: Target & { UploadId: string | undefined },
  first: Uint8Array,
  rest: AsyncGenerator<{ bytes: Uint8Array }>,
): Promise<SentPart[]> {
  const sent: SentPart[] = []
  const send = async (Body: Uint8Array, PartNumber: number) => {
    const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }))
    sent.push({ PartNumber, ETag })
  }
  let sending = send(first, 1)
  try {
    while (true) {
      // Together: a part that fails while the next is read must not go unnoticed.
      const [next] = await Promise.all([rest.next(), sending])
      if (next.done) return sent
      sending = send(next.value.bytes, sent.length + 1)
    }
  } catch (error) {
    // A part still under way would outlive the abort.
    await Promise.allSettled([sending])
    throw error
  }
}
