import { z } from 'zod'
import {
  fontMaxBytes,
  imageMaxBytes,
  imageMaxMegapixels,
  videoMaxBytes,
} from '#app/media-formats/media-limits.ts'
import type { S3Settings } from '../storage/s3-media-storage.server.ts'
import { StartError } from './start-error.server.ts'

const integer = (min: number, max: number, fallback: number) => {
  const message = `must be a whole number from ${min} to ${max}`
  return z.coerce.number(message).int(message).min(min, message).max(max, message).default(fallback)
}
const address = z
  .string()
  .refine(
    (value) => URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol),
    'must be an address like https://s3.example.com',
  )
  .optional()
const text = z.string().optional()

/** The variables about pictures and videos; messages complete the sentence "NAME …". */
export const mediaVariables = {
  MEDIA_IMAGE_MAX_BYTES: integer(1_000, 1_000_000_000, imageMaxBytes),
  MEDIA_IMAGE_MAX_MEGAPIXELS: integer(1, 1_000, imageMaxMegapixels),
  MEDIA_VIDEO_MAX_BYTES: integer(1_000, 5_000_000_000, videoMaxBytes),
  MEDIA_FONT_MAX_BYTES: integer(1_000, 1_000_000_000, fontMaxBytes),
  MEDIA_QUOTA_BYTES: integer(1_000, Number.MAX_SAFE_INTEGER, 2_000_000_000),
  MEDIA_UPLOADS_PER_MINUTE: integer(1, 100_000, 600),
  // A bucket signs for seven days at most.
  MEDIA_URL_SECONDS: integer(1, 604_800, 3_600),
  S3_BUCKET: text,
  S3_REGION: text,
  S3_ENDPOINT: address,
  S3_PUBLIC_ENDPOINT: address,
  S3_FORCE_PATH_STYLE: z.enum(['true', 'false', '1', '0'], 'must be true or false').optional(),
  AWS_ACCESS_KEY_ID: text,
  AWS_SECRET_ACCESS_KEY: text,
  AWS_SESSION_TOKEN: text,
  R2_ACCOUNT_ID: text,
  R2_ACCESS_KEY_ID: text,
  R2_SECRET_ACCESS_KEY: text,
  R2_BUCKET_NAME: text,
}

export type MediaSettings = {
  imageMaxBytes: number
  imageMaxPixels: number
  videoMaxBytes: number
  fontMaxBytes: number
  quotaBytes: number
  uploadsPerMinute: number
  /** Lifetime of a signed address. */
  urlSeconds: number
  /** `undefined`: the disk. */
  bucket: S3Settings | undefined
}

const schema = z.object(mediaVariables)
type Variables = z.output<typeof schema>

/** @throws StartError when a bucket is named only by half. */
export function createMediaSettings(values: Variables): MediaSettings {
  return {
    imageMaxBytes: values.MEDIA_IMAGE_MAX_BYTES,
    imageMaxPixels: values.MEDIA_IMAGE_MAX_MEGAPIXELS * 1_000_000,
    videoMaxBytes: values.MEDIA_VIDEO_MAX_BYTES,
    fontMaxBytes: values.MEDIA_FONT_MAX_BYTES,
    quotaBytes: values.MEDIA_QUOTA_BYTES,
    uploadsPerMinute: values.MEDIA_UPLOADS_PER_MINUTE,
    urlSeconds: values.MEDIA_URL_SECONDS,
    bucket: createBucketSettings(values),
  }
}

function createBucketSettings(values: Variables): S3Settings | undefined {
  if (values.R2_BUCKET_NAME !== undefined && values.S3_BUCKET !== undefined) {
    throw new StartError('Set either S3_BUCKET or R2_BUCKET_NAME: pictures are kept in one bucket.')
  }
  if (values.R2_BUCKET_NAME !== undefined) return createR2Settings(values, values.R2_BUCKET_NAME)
  if (values.S3_BUCKET === undefined) return undefined
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = values
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    throw new StartError('Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY together, or neither.')
  }
  return {
    bucket: values.S3_BUCKET,
    region: values.S3_REGION ?? 'us-east-1',
    endpoint: values.S3_ENDPOINT,
    publicEndpoint: values.S3_PUBLIC_ENDPOINT,
    usesPathStyle: ['true', '1'].includes(values.S3_FORCE_PATH_STYLE ?? 'false'),
    credentials:
      accessKeyId === undefined || secretAccessKey === undefined
        ? undefined
        : {
            accessKeyId,
            secretAccessKey,
            ...(values.AWS_SESSION_TOKEN !== undefined && { sessionToken: values.AWS_SESSION_TOKEN }),
          },
  }
}

function createR2Settings(values: Variables, bucket: string): S3Settings {
  const {
    R2_ACCOUNT_ID: accountId,
    R2_ACCESS_KEY_ID: accessKeyId,
    R2_SECRET_ACCESS_KEY: secretAccessKey,
  } = values
  if (accountId === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    throw new StartError(
      'With R2_BUCKET_NAME, set R2_ACCOUNT_ID, R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY too.',
    )
  }
  return {
    bucket,
    region: 'auto',
    endpoint: values.S3_ENDPOINT ?? `https://${accountId}.r2.cloudflarestorage.com`,
    publicEndpoint: values.S3_PUBLIC_ENDPOINT,
    usesPathStyle: false,
    credentials: { accessKeyId, secretAccessKey },
  }
}
