import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createMediaSettings, mediaVariables } from './media-settings.server.ts'
import { StartError } from './start-error.server.ts'

const read = (variables: Record<string, string>) =>
  createMediaSettings(z.object(mediaVariables).parse(variables))

const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' }
const r2 = {
  R2_BUCKET_NAME: 'frames',
  R2_ACCOUNT_ID: 'abc',
  R2_ACCESS_KEY_ID: 'id',
  R2_SECRET_ACCESS_KEY: 'secret',
}

describe('where media are kept', () => {
  test('on the disk unless a bucket is named, and for an hour behind each address', () => {
    expect(read({})).toEqual({
      imageMaxBytes: 10_000_000,
      fontMaxBytes: 30_000_000,
      imageMaxPixels: 100_000_000,
      videoMaxBytes: 100_000_000,
      quotaBytes: 2_000_000_000,
      uploadsPerMinute: 600,
      urlSeconds: 3_600,
      bucket: undefined,
    })
    // Keys alone may be there for something else.
    expect(read(keys).bucket).toBeUndefined()
  })

  test('in a bucket of S3', () => {
    expect(read({ S3_BUCKET: 'frames', S3_REGION: 'eu-central-1', ...keys }).bucket).toEqual({
      bucket: 'frames',
      region: 'eu-central-1',
      endpoint: undefined,
      publicEndpoint: undefined,
      usesPathStyle: false,
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    })
  })

  test('with the keys of the machine, where none are given', () => {
    expect(read({ S3_BUCKET: 'frames' }).bucket).toMatchObject({
      region: 'us-east-1',
      credentials: undefined,
    })
  })

  test('with keys that are good for a while', () => {
    const session = { S3_BUCKET: 'frames', ...keys, AWS_SESSION_TOKEN: 'token' }
    expect(read(session).bucket?.credentials).toEqual({
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    })
  })

  test('in a server that speaks S3, under another address for browsers', () => {
    const own = {
      S3_BUCKET: 'frames',
      S3_ENDPOINT: 'http://storage:9000',
      S3_PUBLIC_ENDPOINT: 'https://files.example.com',
      S3_FORCE_PATH_STYLE: 'true',
    }
    expect(read(own).bucket).toMatchObject({
      endpoint: 'http://storage:9000',
      publicEndpoint: 'https://files.example.com',
      usesPathStyle: true,
    })
    expect(read({ ...own, S3_FORCE_PATH_STYLE: '0' }).bucket?.usesPathStyle).toBe(false)
  })

  test('in a bucket of R2', () => {
    expect(read(r2).bucket).toEqual({
      bucket: 'frames',
      region: 'auto',
      endpoint: 'https://abc.r2.cloudflarestorage.com',
      publicEndpoint: undefined,
      usesPathStyle: false,
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    })
  })

  test.each([
    [{ ...r2, S3_BUCKET: 'other' }, /^Set either S3_BUCKET or R2_BUCKET_NAME/],
    [{ S3_BUCKET: 'frames', AWS_ACCESS_KEY_ID: 'id' }, /^Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/],
    [{ R2_BUCKET_NAME: 'frames', R2_ACCOUNT_ID: 'abc' }, /^With R2_BUCKET_NAME, set R2_ACCOUNT_ID/],
  ])('a bucket named by half is refused in one sentence: %o', (variables, sentence) => {
    expect(() => read(variables)).toThrow(StartError)
    expect(() => read(variables)).toThrow(sentence)
  })

  test.each([
    { S3_ENDPOINT: 'storage:9000' },
    { S3_FORCE_PATH_STYLE: 'yes' },
    { MEDIA_URL_SECONDS: '0' },
    { MEDIA_URL_SECONDS: '700000' },
    { MEDIA_QUOTA_BYTES: 'much' },
  ])('%o is refused', (variables) => {
    expect(() => read({ S3_BUCKET: 'frames', ...variables })).toThrow()
  })
})
