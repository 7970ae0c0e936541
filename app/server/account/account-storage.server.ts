import { and, count, eq, isNull, sum } from 'drizzle-orm'
import type { AccountId } from '#db/account-id.ts'
import { mediaAssets, projects } from '#db/schema.ts'
import type { Services } from '../services.server.ts'

export type StorageUse = {
  /** Limits of the account by number and bytes. */
  projects: { count: number; sizeBytes: number; maxCount: number; maxBytes: number }
  media: { count: number; sizeBytes: number; maxBytes: number }
}

/** The account's usage on the server: projects as they are sent, pictures and videos as they were uploaded. */
export async function measureStorage(services: Services, accountId: AccountId): Promise<StorageUse> {
  const db = services.database.db
  const { projectsMax, projectsMaxBytes } = services.environment.limits
  const [[ofProjects], [ofMedia]] = await Promise.all([
    db
      .select({
        count: count(),
        sizeBytes: sum(projects.sizeBytes),
      })
      .from(projects)
      .where(and(eq(projects.userId, accountId), isNull(projects.deletedAt))),
    db
      .select({ count: count(), sizeBytes: sum(mediaAssets.size) })
      .from(mediaAssets)
      .where(and(eq(mediaAssets.userId, accountId), isNull(mediaAssets.deletedAt))),
  ])
  return {
    projects: {
      count: ofProjects?.count ?? 0,
      sizeBytes: Number(ofProjects?.sizeBytes ?? 0),
      maxCount: projectsMax,
      maxBytes: projectsMaxBytes,
    },
    media: {
      count: ofMedia?.count ?? 0,
      sizeBytes: Number(ofMedia?.sizeBytes ?? 0),
      maxBytes: services.environment.media.quotaBytes,
    },
  }
}
