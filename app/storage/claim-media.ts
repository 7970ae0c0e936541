import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaAsset, MediaStore, ProjectStore } from '#app/sync/ports/project-store.ts'

type Stores = { databaseName: string; projects: ProjectStore; media: MediaStore }
type Sides = { from: Stores; to: Stores }

/** A picture that the account already had: it is not duplicated, projects name the account's. */
type Double = { from: ReadonlySet<MediaId>; to: MediaId }

export type CopiedMedia = {
  doubles: readonly Double[]
  /** Copies those of these pictures that an earlier claim copied and that the account does not have any more. */
  copyAgain(mediaIds: readonly MediaId[]): Promise<void>
}

/**
 * Copies the pictures of `from` that no earlier claim has copied. Those of an earlier one may have been deleted in the
 * account since, and stay deleted unless a project that moves names them.
 */
export async function copyMedia({ from, to }: Sides): Promise<CopiedMedia> {
  const earlier = await readCopied({ from, to })
  const assets = await from.media.listAssets()
  const known = await to.media.listAssets()
  const doubles: Double[] = []
  for (const asset of assets) {
    if (asset.deletedAt !== undefined) continue
    const isKnown = known.some(({ cloudId }) => cloudId === asset.cloudId)
    const double = isKnown ? undefined : findDouble(asset, known)
    if (double !== undefined) {
      doubles.push({ from: new Set([asset.cloudId]), to: double.cloudId })
      await copyFile({ from, to }, asset, double.cloudId)
    } else if (isKnown) await copyFile({ from, to }, asset, asset.cloudId)
    else if (!earlier.has(asset.cloudId)) await copyAsset({ from, to }, asset)
  }
  return {
    doubles,
    async copyAgain(mediaIds) {
      for (const asset of assets) {
        const isDue = earlier.has(asset.cloudId) && mediaIds.includes(asset.cloudId)
        if (isDue && (await to.media.findAsset(asset.cloudId)) === undefined)
          await copyAsset({ from, to }, asset)
      }
    },
  }
}

/**
 * Removes the pictures that were copied whole; while a project is left that might name one, they are only recorded as
 * copied.
 */
export async function removeCopiedMedia({ from, to }: Sides, doubles: readonly Double[]): Promise<void> {
  const isProjectLeft = (await from.projects.listRows()).length > 0
  const earlier = await readCopied({ from, to })
  const copied: MediaId[] = []
  for (const asset of await from.media.listAssets()) {
    const { cloudId } = asset
    const arrivedId = doubles.find((entry) => entry.from.has(cloudId))?.to ?? cloudId
    const [source, arrived] = await Promise.all([from.media.findFile(cloudId), to.media.findFile(arrivedId)])
    const isCopied = earlier.has(cloudId) || (source !== undefined && arrived?.size === source.size)
    if (isCopied) copied.push(cloudId)
    const isUseless = isCopied || source === undefined || asset.deletedAt !== undefined
    if (!isProjectLeft && isUseless) await from.media.remove(cloudId)
  }
  const isNews = copied.some((cloudId) => !earlier.has(cloudId))
  if (isProjectLeft && isNews) await from.projects.setState(copiedKey(to), copied)
  if (!isProjectLeft && earlier.size > 0) await from.projects.setState(copiedKey(to), undefined)
}

function findDouble({ sha256 }: MediaAsset, known: readonly MediaAsset[]): MediaAsset | undefined {
  if (sha256 === '') return undefined
  return known.find((asset) => asset.sha256 === sha256 && asset.deletedAt === undefined)
}

/** Only in the account so far: the bytes on this device need not be downloaded. */
async function copyFile({ from, to }: Sides, asset: MediaAsset, targetId: MediaId): Promise<void> {
  if ((await to.media.findFile(targetId)) !== undefined) return
  const file = await from.media.findFile(asset.cloudId)
  if (file !== undefined) await to.media.putFile(targetId, file)
}

async function copyAsset({ from, to }: Sides, asset: MediaAsset): Promise<void> {
  const file = await from.media.findFile(asset.cloudId)
  if (file === undefined) return
  await to.media.put(toUnsynced(asset), file, await from.media.findThumbnail(asset.cloudId))
}

/** The account that it moves to has never seen it, whatever another one has: it must be uploaded. */
function toUnsynced(asset: MediaAsset): MediaAsset {
  const {
    userId: _userId,
    cloudUrl: _cloudUrl,
    syncedAt: _syncedAt,
    cloudCreatedAt: _cloudCreatedAt,
    syncError: _syncError,
    lacksRoom: _lacksRoom,
    isRemote: _isRemote,
    hasCloudThumbnail: _hasCloudThumbnail,
    isRenamed: _isRenamed,
    ...own
  } = asset
  return { ...own, syncStatus: 'pending' }
}

async function readCopied({ from, to }: Sides): Promise<ReadonlySet<MediaId>> {
  const stored = await from.projects.getState(copiedKey(to))
  return new Set(Array.isArray(stored) ? (stored as MediaId[]) : [])
}

const copiedKey = (to: Stores): string => `claimed-media:${to.databaseName}`
