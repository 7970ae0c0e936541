import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { RepositoryProject } from './sync-repository.server.ts'

/**
 * Parsed present documents, least recently used first out. A hit counts only for the revision and the hash that the
 * transaction itself has read, so it is never stale, however many processes write.
 */
export type DocumentCache = {
  find(accountId: string, project: RepositoryProject): ProjectDocument | undefined
  keep(accountId: string, project: RepositoryProject, document: ProjectDocument): void
}

/** A parsed document and the canonical texts of its parts weigh several times its JSON. */
const WEIGHT = 8

export function createDocumentCache({ maxBytes }: { maxBytes: number }): DocumentCache {
  const entries = new Map<
    string,
    { revision: number; hash: string; bytes: number; document: ProjectDocument }
  >()
  let bytes = 0

  function drop(key: string): void {
    bytes -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }

  return {
    find(accountId, project) {
      const key = `${accountId}/${project.id}`
      const entry = entries.get(key)
      if (entry?.revision !== project.revision || entry.hash !== project.contentHash) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.document
    },
    keep(accountId, project, document) {
      const key = `${accountId}/${project.id}`
      drop(key)
      const weight = project.sizeBytes * WEIGHT
      if (weight > maxBytes) return
      const { revision, contentHash: hash } = project
      entries.set(key, { revision, hash, bytes: weight, document })
      bytes += weight
      for (const oldest of entries.keys()) {
        if (bytes <= maxBytes) return
        drop(oldest)
      }
    },
  }
}
