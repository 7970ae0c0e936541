import { afterAll, describe, expect, test } from 'vitest'
import { createS3MediaStorage, type S3Settings } from '#app/server/storage/s3-media-storage.server.ts'
import { describeMediaStorage } from './setup/media-storage-contract.ts'
import { startS3Server } from './setup/s3-server.ts'
import { createTestBucket } from './setup/test-bucket.ts'

// Where no S3 server is installed all of this is counted as skipped.
const server = await startS3Server()
afterAll(() => server?.stop())

async function createBucketSettings(): Promise<S3Settings> {
  if (!server) throw new Error('There is no S3 server.')
  return (await createTestBucket(server)).settings
}

describe.skipIf(!server)('on a real S3 server', () => {
  describeMediaStorage('in a bucket', async () => ({
    storage: await createS3MediaStorage(await createBucketSettings()),
    send: (url, init) => fetch(url, init),
    async close() {
      // No connection is left open.
    },
  }))

  test('an address that has expired opens nothing', async () => {
    const storage = await createS3MediaStorage(await createBucketSettings())
    const upload = await storage.signUpload('uploads/a/b', { sizeBytes: 1, expiresInSeconds: 1 })
    const expired = upload.url.replace(/X-Amz-Date=\d{8}T\d{6}Z/, 'X-Amz-Date=20200101T000000Z')
    const response = await fetch(expired, { method: 'PUT', body: 'x' })
    expect(response.status).toBe(403)
    expect(await storage.head('uploads/a/b')).toBeUndefined()
  })

  test('pages get the origin by which browsers reach the bucket', async () => {
    const settings = await createBucketSettings()
    const behind = await createS3MediaStorage({ ...settings, publicEndpoint: 'https://files.example.com' })
    expect(behind.publicOrigin).toBe('https://files.example.com')
    const aws = { ...settings, endpoint: undefined, usesPathStyle: false }
    expect((await createS3MediaStorage(aws)).publicOrigin).toBe(
      `https://${settings.bucket}.s3.us-east-1.amazonaws.com`,
    )
  })

  test('a missing bucket, or wrong keys, are detected', async () => {
    const settings = await createBucketSettings()
    const wrong = [
      { ...settings, bucket: 'no-such-bucket' },
      { ...settings, credentials: { accessKeyId: 'someone', secretAccessKey: 'else' } },
    ]
    for (const each of wrong) {
      await expect((await createS3MediaStorage(each)).check()).rejects.toThrow()
    }
  })
})
