import { cutText } from './cut-text.ts'
import type { MediaId } from './ids.ts'
import type { Project } from './schema.ts'

const longestName = 200

/**
 * The project records the names of its pictures: a device that has the project but not the files yet can name the
 * missing one.
 */
export function rememberMediaNames(
  project: Project,
  pictures: ReadonlyArray<{ mediaId: MediaId; name: string }>,
): Project {
  const mediaNames: Record<MediaId, string> = { ...project.mediaNames }
  for (const { mediaId, name } of pictures) mediaNames[mediaId] = cleanName(name)
  return { ...project, mediaNames }
}

/** File names may contain anything; jsonb accepts neither NUL nor lone surrogates. */
function cleanName(name: string): string {
  return cutText(name.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD'), longestName)
}
