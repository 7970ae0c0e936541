import { makeZip } from 'client-zip'
import type { Project } from '#app/document/model/schema.ts'
import type { ExportedFile } from './export-screens.ts'
import { sanitizeFileName } from './plan-file-names.ts'

/** One ZIP in fastlane's directories. PNG is compressed already, so files are stored. */
export async function zipFiles(files: readonly ExportedFile[], now: Date): Promise<Blob> {
  const entries = files.map(({ path, png }) => ({ name: path, input: png, lastModified: now }))
  const archive = await new Response(makeZip(entries)).blob()
  return new Blob([archive], { type: 'application/zip' })
}

/** `Tidewater-screenshots.zip` */
export function planZipName(project: Project): string {
  return `${sanitizeFileName(project.name) || 'AppFrames'}-screenshots.zip`
}
