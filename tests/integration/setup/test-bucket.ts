import { randomUUID } from 'node:crypto'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { S3Settings } from '#app/server/storage/s3-media-storage.server.ts'
import type { S3Server } from './s3-server.ts'

/** An empty bucket, as settings of the storage and as a server's environment. */
export async function createTestBucket(
  server: S3Server,
): Promise<{ settings: S3Settings; variables: Record<string, string> }> {
  const { endpoint, accessKeyId, secretAccessKey } = server
  const credentials = { accessKeyId, secretAccessKey }
  const region = 'us-east-1'
  const bucket = `test-${randomUUID()}`
  const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials })
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  return {
    settings: { bucket, region, endpoint, publicEndpoint: undefined, usesPathStyle: true, credentials },
    variables: {
      S3_BUCKET: bucket,
      S3_ENDPOINT: endpoint,
      S3_FORCE_PATH_STYLE: 'true',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
  }
}
