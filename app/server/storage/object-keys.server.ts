import { randomUUID } from 'node:crypto'
import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const ASSET_KEY = new RegExp(`^([A-Za-z0-9_-]+)/(${UUID})-[A-Za-z0-9._-]+$`)
const UPLOAD_KEY = new RegExp(`^uploads/([A-Za-z0-9_-]+)/(${UUID})$`)
const longestName = 80

const UPLOADS_PREFIX = 'uploads/'
/** Drawn for review links. */
export const REVIEW_PICTURES_PREFIX = 'review-pictures/'
/** Where everything of an account lies, what waits to be checked, and what was drawn for its review links. */
export const createAccountPrefixes = (accountId: string) => [
  `${accountId}/`,
  `${UPLOADS_PREFIX}${accountId}/`,
  `${REVIEW_PICTURES_PREFIX}${accountId}/`,
]

/** Of one project, or with `name` one picture. */
export const createReviewPictureKey = (
  accountId: string,
  { projectId, name }: { projectId: string; name?: string },
): string => `${REVIEW_PICTURES_PREFIX}${accountId}/${projectId}/${name === undefined ? '' : `${name}.png`}`

/** `{userId}/{assetId}-{sanitizedOriginalName}`: only characters that need no escaping in a path or an address. */
export function createAssetKey(accountId: string, assetId: string, fileName: string): string {
  return `${accountId}/${assetId}-${toObjectName(sanitiseFileName(fileName))}`
}

/** For an asset whose key is in use: of two uploads of one id the refused one must not write over the other. */
export function createOtherAssetKey(accountId: string, assetId: string, fileName: string): string {
  return `${accountId}/${assetId}-${randomUUID().slice(0, 8)}-${toObjectName(sanitiseFileName(fileName))}`
}

/** Where bytes wait until they are checked. */
export function createUploadKey(accountId: string, uploadId: string): string {
  return `${UPLOADS_PREFIX}${accountId}/${uploadId}`
}

function toObjectName(fileName: string): string {
  const plain = fileName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '')
  if (plain.length <= longestName) return plain === '' ? 'file' : plain
  const extension = /\.[A-Za-z0-9]{1,5}$/.exec(plain)?.[0] ?? ''
  return `${plain.slice(0, longestName - extension.length)}${extension}`
}

export type ParsedKey =
  | { kind: 'asset'; accountId: string; assetId: string }
  | { kind: 'upload'; accountId: string; uploadId: string }
  /** Not made by this app: never touched. */
  | { kind: 'foreign' }

export function parseObjectKey(key: string): ParsedKey {
  const [, uploader, uploadId] = UPLOAD_KEY.exec(key) ?? []
  if (uploader !== undefined && uploadId !== undefined) {
    return { kind: 'upload', accountId: uploader, uploadId }
  }
  const [, accountId, assetId] = ASSET_KEY.exec(key) ?? []
  return accountId !== undefined && assetId !== undefined
    ? { kind: 'asset', accountId, assetId }
    : { kind: 'foreign' }
}
