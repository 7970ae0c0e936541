import { makeZip } from 'client-zip'
import { toProjectData } from '#app/document/model/project-data.ts'
import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { MediaAsset, ProjectRow } from '#app/sync/ports/project-store.ts'

type Entry = { name: string; input: string | Blob; lastModified: Date }

/**
 * Everything that is not in the account yet, as one ZIP: each project as a file and the pictures it names. In the
 * format of the account page's archive.
 */
export async function exportUnsynced({
  projects,
  media,
}: Pick<LocalStores, 'projects' | 'media'>): Promise<Blob> {
  const rows = (await projects.listRows()).filter((row) => row.pending && row.deletedAtMs === undefined)
  const files: Entry[] = []
  for (const row of rows) files.push(await writeProjectFile(projects, row))
  const assets = await media.listAssets()
  const named = assets.filter(({ cloudId }) => files.some(({ input }) => String(input).includes(cloudId)))
  const pictures = await Promise.all(named.map((asset) => findPictureFile(media, asset)))
  const entries = [...files, ...pictures.filter((file) => file !== undefined)]
  return new Blob([await new Response(makeZip(entries)).blob()], { type: 'application/zip' })
}

async function writeProjectFile(projects: LocalStores['projects'], row: ProjectRow): Promise<Entry> {
  const loaded = await projects.load(row.id)
  const updatedAt = new Date(row.updatedAtMs)
  // A project that is unreadable here may be readable for another version: it is included as stored.
  const data = loaded.kind === 'ok' ? toProjectData(loaded.project) : loaded
  const content = { id: row.id, name: row.name, updatedAt: updatedAt.toISOString(), data }
  return {
    // With the id: two projects may have one name.
    name: `projects/${sanitiseFileName(row.name.replace(/[\\/]/g, '-'))} ${row.id.slice(0, 8)}.appframes.json`,
    input: JSON.stringify(content, null, 2),
    lastModified: updatedAt,
  }
}

async function findPictureFile(media: LocalStores['media'], asset: MediaAsset): Promise<Entry | undefined> {
  const file = await media.findFile(asset.cloudId)
  if (file === undefined) return undefined
  const name = `media/${asset.cloudId}-${sanitiseFileName(asset.fileName)}`
  return { name, input: file, lastModified: new Date(asset.createdAt) }
}
