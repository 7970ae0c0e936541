import { toProjectData } from '#app/document/model/project-data.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import {
  ARCHIVE_FORMAT,
  ARCHIVE_VERSION,
  type ArchiveManifest,
  MANIFEST_PATH,
  type ManifestMedia,
} from './manifest.ts'

/** A file to be archived; its path is planned. */
export type MediaToArchive = Pick<
  ManifestMedia,
  'id' | 'sha256' | 'mimeType' | 'size' | 'width' | 'height' | 'fileName'
>

export type ArchiveContents = {
  createdAt: Date
  projects: readonly ProjectDocument[]
  media: readonly MediaToArchive[]
  /** Of the archive that is written again: its unknown fields are kept. */
  before?: ArchiveManifest | undefined
}

/** One entry of the ZIP, in the order to write them: a text, or the bytes of a media file. */
export type ArchiveEntry = { path: string } & ({ text: string } | { mediaId: MediaToArchive['id'] })

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'font/ttf': 'ttf',
  'font/otf': 'otf',
  'font/woff2': 'woff2',
}

/**
 * What an archive consists of. The manifest comes first, so that a reader of a stream knows what follows. Equal contents give
 * equal texts, but for `createdAt`.
 */
export function planArchive(contents: ArchiveContents): {
  manifest: ArchiveManifest
  entries: readonly ArchiveEntry[]
} {
  const { createdAt, projects, media, before } = contents
  const projectBefore = new Map(before?.projects.map((entry) => [entry.id, entry]))
  const mediaBefore = new Map(before?.media.map((entry) => [entry.id, entry]))
  const manifest: ArchiveManifest = {
    ...before,
    format: ARCHIVE_FORMAT,
    version: ARCHIVE_VERSION,
    createdAt: createdAt.toISOString(),
    projects: projects.map(({ id, name }) => ({
      ...projectBefore.get(id),
      id,
      name,
      path: `projects/${id}.json`,
    })),
    media: media.map((file, index) => ({
      ...mediaBefore.get(file.id),
      ...file,
      path: planMediaPath(file, index),
    })),
  }
  return {
    manifest,
    entries: [
      { path: MANIFEST_PATH, text: writeJson(manifest) },
      ...projects.map((project) => ({
        path: `projects/${project.id}.json`,
        text: writeJson({ name: project.name, data: toProjectData(project) }),
      })),
      ...manifest.media.map(({ id, path }) => ({ path, mediaId: id })),
    ],
  }
}

/** Ids are UUIDs; another may hold any character, so it is not made a file name. */
function planMediaPath({ id, mimeType }: MediaToArchive, index: number): string {
  const stem = /^[0-9a-z-]+$/i.test(id) ? id : `file-${index + 1}`
  return `media/${stem}.${extensions[mimeType] ?? 'bin'}`
}

const writeJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
