import { cutText } from './cut-text.ts'
import type { MediaId } from './ids.ts'
import type { Project } from './schema.ts'

const longestName = 200

/**
 * The project remembers what its pictures were called: a device that has the project but not the files yet can say
 * which one is missing.
 */
export function rememberMediaNames(
  project: Project,
  pictures: ReadonlyArray<{ mediaId: MediaId; name: string }>,
): Project {
  const mediaNames: Record<MediaId, string> = { ...project.mediaNames }
  for (const { mediaId, name } of pictures) mediaNames[mediaId] = cleanName(name)
  return { ...project, mediaNames }
}

/** A file may be called anything; jsonb holds neither NUL nor half a surrogate pair. */
function cleanName(name: string): string {
  return cutText(name.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD'), longestName)
}
