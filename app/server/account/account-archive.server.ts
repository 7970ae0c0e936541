import { makeZip } from 'client-zip'
import { and, asc, eq, isNull } from 'drizzle-orm'
import {
  ARCHIVE_FORMAT,
  ARCHIVE_VERSION,
  type ArchiveManifest,
  MANIFEST_PATH,
} from '#app/archive/manifest.ts'
import { mediaIdSchema, projectIdSchema } from '#app/document/model/ids.ts'
import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'
import type { AccountId } from '#db/account-id.ts'
import { mediaAssets, projects } from '#db/schema.ts'
import { findProject } from '../projects/projects.server.ts'
import type { Services } from '../services.server.ts'

type Entry = { name: string; input: string | AsyncIterable<Uint8Array>; lastModified: Date; size?: number }

/** "AppFrames-2026-11-26.zip" */
export const planArchiveName = (now: Date): string => `AppFrames-${now.toISOString().slice(0, 10)}.zip`

/**
 * Everything the account has, as one archive (app/archive) that is written while it is sent: one project in memory at a time, pictures
 * streamed. When the reader disconnects, the queries end.
 */
export function streamArchive(
  services: Services,
  accountId: AccountId,
  now: Date,
): ReadableStream<Uint8Array> {
  return makeZip(listEntries(services, accountId, now))
}

async function* listEntries(services: Services, accountId: AccountId, now: Date): AsyncGenerator<Entry> {
  const manifest: ArchiveManifest = {
    format: ARCHIVE_FORMAT,
    version: ARCHIVE_VERSION,
    createdAt: now.toISOString(),
    projects: [],
    media: [],
  }
  yield { name: 'README.txt', input: README, lastModified: now }
  yield* listProjectFiles(services, accountId, manifest)
  yield* listMediaFiles(services, accountId, manifest)
  // Last, because it names only what was really written.
  yield { name: MANIFEST_PATH, input: JSON.stringify(manifest, null, 2), lastModified: now }
}

const README = `Everything of your AppFrames account.

projects/  one file for each project, in JSON: its name, its content and when it was last changed
media/     the pictures and videos; a project names them by the id their file names begin with

To bring it all back, choose this file with "Import project files" in the menu of the list.
`

async function* listProjectFiles(
  services: Services,
  accountId: AccountId,
  manifest: ArchiveManifest,
): AsyncGenerator<Entry> {
  const isMine = and(eq(projects.userId, accountId), isNull(projects.deletedAt))
  const rows = await services.database.db
    .select({ id: projects.id })
    .from(projects)
    .where(isMine)
    .orderBy(asc(projects.createdAt))
  const names = createFileNames()
  for (const { id } of rows) {
    const project = await findProject(services, accountId, id)
    if (project === undefined || project.deletedAt) continue
    const { name, data, updatedAt } = project
    const content = { id, name, updatedAt: updatedAt.toISOString(), data }
    const path = `projects/${names.take(sanitiseFileName(name.replace(/[\\/]/g, '-')), '.appframes.json')}`
    manifest.projects.push({ id: projectIdSchema.parse(id), name, path })
    yield {
      name: path,
      input: JSON.stringify(content, null, 2),
      lastModified: updatedAt,
    }
  }
}

async function* listMediaFiles(
  services: Services,
  accountId: AccountId,
  manifest: ArchiveManifest,
): AsyncGenerator<Entry> {
  const rows = await services.database.db
    .select({
      id: mediaAssets.id,
      fileName: mediaAssets.fileName,
      mimeType: mediaAssets.mimeType,
      size: mediaAssets.size,
      width: mediaAssets.width,
      height: mediaAssets.height,
      sha256: mediaAssets.sha256,
      objectKey: mediaAssets.objectKey,
      createdAt: mediaAssets.createdAt,
    })
    .from(mediaAssets)
    .where(and(eq(mediaAssets.userId, accountId), isNull(mediaAssets.deletedAt)))
    .orderBy(asc(mediaAssets.createdAt))
  for (const { objectKey, createdAt, width, height, ...row } of rows) {
    const object = await services.storage.open(objectKey)
    // Deleted while the archive was on its way.
    if (object === undefined) continue
    const path = `media/${row.id}-${sanitiseFileName(row.fileName)}`
    const id = mediaIdSchema.parse(row.id)
    manifest.media.push({ ...row, id, path, width: width ?? undefined, height: height ?? undefined })
    yield {
      name: path,
      input: object.body,
      size: object.sizeBytes,
      lastModified: createdAt,
    }
  }
}

/** No two files of one name, also on file systems that ignore case. */
function createFileNames() {
  const taken = new Set<string>()
  return {
    take(stem: string, extension: string): string {
      for (let number = 1; ; number += 1) {
        const name = `${stem}${number === 1 ? '' : ` (${number})`}${extension}`
        if (taken.has(name.toLowerCase())) continue
        taken.add(name.toLowerCase())
        return name
      }
    },
  }
}
