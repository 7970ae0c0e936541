import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { createContentDisposition } from './content-disposition.server.ts'
import type { MediaStorage, Multipart, OpenedObject } from './media-storage.server.ts'
import { putStream } from './s3-put.server.ts'

export type S3Settings = {
  bucket: string
  region: string
  /** Undefined: AWS. */
  endpoint: string | undefined
  /** What browsers reach the bucket by, when it is not `endpoint`. */
  publicEndpoint: string | undefined
  usesPathStyle: boolean
  /** Undefined: whatever the machine offers (an instance role, a profile). */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined
}

/** S3 and compatible stores (R2, MinIO, Ceph). */
export async function createS3MediaStorage(settings: S3Settings): Promise<MediaStorage> {
  const { bucket } = settings
  const client = createClient(settings, settings.endpoint)
  const signing = createClient(settings, settings.publicEndpoint ?? settings.endpoint)
  const at = (key: string) => ({ Bucket: bucket, Key: key })
  const ofUpload = ({ key, uploadId }: Multipart) => ({ ...at(key), UploadId: uploadId })

  async function listStoredParts(upload: Multipart) {
    const parts: { PartNumber: number; ETag: string | undefined; sizeBytes: number }[] = []
    let marker: string | undefined
    do {
      const page = await orAbsent(
        client.send(new ListPartsCommand({ ...ofUpload(upload), PartNumberMarker: marker })),
      )
      if (page === undefined) return undefined
      for (const { PartNumber = 0, ETag, Size = 0 } of page.Parts ?? []) {
        parts.push({ PartNumber, ETag, sizeBytes: Size })
      }
      marker = page.IsTruncated ? page.NextPartNumberMarker : undefined
    } while (marker !== undefined)
    return parts
  }

  const signDownload: MediaStorage['signDownload'] = (key, { mimeType, fileName, expiresInSeconds }) =>
    getSignedUrl(
      signing,
      new GetObjectCommand({
        ...at(key),
        ResponseContentType: mimeType,
        ResponseContentDisposition: createContentDisposition(fileName),
        ResponseCacheControl: `private, max-age=${expiresInSeconds}, immutable`,
      }),
      { expiresIn: expiresInSeconds },
    )
  const anyUrl = await signDownload('any', { mimeType: 'image/png', fileName: 'any', expiresInSeconds: 60 })

  return {
    place: `the bucket ${bucket}`,
    publicOrigin: new URL(anyUrl).origin,
    put: (key, body, { mimeType }) => putStream(client, { ...at(key), ContentType: mimeType }, body),
    async open(key): Promise<OpenedObject | undefined> {
      const object = await orAbsent(client.send(new GetObjectCommand(at(key))))
      if (!object?.Body) return undefined
      return {
        sizeBytes: object.ContentLength ?? 0,
        // In Node the body is a stream of bytes, which the SDK's type leaves open.
        body: object.Body as unknown as AsyncIterable<Uint8Array>,
      }
    },
    // Two concurrent checks both find it free: not all S3 servers support conditional writes.
    claim: async (key) => (await orAbsent(client.send(new HeadObjectCommand(at(key))))) === undefined,
    async head(key) {
      const object = await orAbsent(client.send(new HeadObjectCommand(at(key))))
      return (
        object && { key, sizeBytes: object.ContentLength ?? 0, updatedAt: object.LastModified ?? new Date(0) }
      )
    },
    async delete(key) {
      await client.send(new DeleteObjectCommand(at(key)))
    },
    async *list(prefix) {
      let token: string | undefined
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
        )
        for (const { Key, Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
          if (Key !== undefined) yield { key: Key, sizeBytes: Size, updatedAt: LastModified }
        }
        token = page.NextContinuationToken
      } while (token !== undefined)
    },
    signDownload,
    async signUpload(key, { sizeBytes, expiresInSeconds }) {
      const command = new PutObjectCommand({ ...at(key), ContentLength: sizeBytes })
      return { url: await getSignedUrl(signing, command, { expiresIn: expiresInSeconds }), headers: {} }
    },
    async startMultipart(key, { mimeType }) {
      const { UploadId } = await client.send(
        new CreateMultipartUploadCommand({ ...at(key), ContentType: mimeType }),
      )
      if (UploadId === undefined) throw new Error('The storage started an upload without an id.')
      return UploadId
    },
    async signPart(upload, { number, sizeBytes, expiresInSeconds }) {
      const part = { ...ofUpload(upload), PartNumber: number, ContentLength: sizeBytes }
      const url = await getSignedUrl(signing, new UploadPartCommand(part), { expiresIn: expiresInSeconds })
      return { url, headers: {} }
    },
    async listParts(upload) {
      const parts = await listStoredParts(upload)
      return parts?.map(({ PartNumber, sizeBytes }) => ({ number: PartNumber, sizeBytes }))
    },
    async completeMultipart(upload) {
      const parts = await listStoredParts(upload)
      if (parts === undefined) return { kind: 'gone' }
      const Parts = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }))
      const completed = await orAbsent(
        client.send(new CompleteMultipartUploadCommand({ ...ofUpload(upload), MultipartUpload: { Parts } })),
      )
      return { kind: completed ? 'completed' : 'gone' }
    },
    async abortMultipart(upload) {
      await orAbsent(client.send(new AbortMultipartUploadCommand(ofUpload(upload))))
    },
    async *listMultiparts() {
      let KeyMarker: string | undefined
      let UploadIdMarker: string | undefined
      do {
        const page = await client.send(
          new ListMultipartUploadsCommand({ Bucket: bucket, KeyMarker, UploadIdMarker }),
        )
        for (const { Key, UploadId, Initiated = new Date() } of page.Uploads ?? []) {
          if (Key !== undefined && UploadId !== undefined) {
            yield { key: Key, uploadId: UploadId, startedAt: Initiated }
          }
        }
        KeyMarker = page.IsTruncated ? page.NextKeyMarker : undefined
        UploadIdMarker = page.NextUploadIdMarker
      } while (KeyMarker !== undefined)
    },
    async check() {
      await client.send(new HeadBucketCommand({ Bucket: bucket }))
    },
  }
}

function createClient(settings: S3Settings, endpoint: string | undefined): S3Client {
  return new S3Client({
    region: settings.region,
    ...(endpoint !== undefined && { endpoint }),
    forcePathStyle: settings.usesPathStyle,
    ...(settings.credentials && { credentials: settings.credentials }),
    // Stores other than AWS reject, or corrupt, the checksums that the SDK adds by default.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

const ABSENT = ['NoSuchKey', 'NotFound', 'NoSuchUpload']

/** Undefined when the object or upload is not there. */
async function orAbsent<Found>(response: Promise<Found>): Promise<Found | undefined> {
  try {
    return await response
  } catch (error) {
    if (error instanceof S3ServiceException && ABSENT.includes(error.name)) return undefined
    throw error
  }
}
