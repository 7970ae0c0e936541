import type { TransactionSql } from 'postgres'
import { z } from 'zod'
import { cutMembers, toDocumentText } from '#app/document/changes/document-text.ts'
import type { AccountId } from '#db/account-id.ts'
import { hashText } from './hash-text.server.ts'
import type { RepositoryProject, StoredText } from './sync-repository.server.ts'

const factsSchema = z.object({
  schemaVersion: z.int(),
  screenCount: z.int(),
  canvasSizeIds: z.array(z.string()),
  locales: z.array(z.string()),
})

/**
 * Whole documents as stored, without a parse. A document whose text does not match its hash (rows that were jsonb, or a
 * faulty disk) is left out: it is parsed and sent as data.
 */
export async function selectTexts(
  tx: TransactionSql,
  accountId: AccountId,
  projects: readonly RepositoryProject[],
): Promise<ReadonlyMap<string, StoredText>> {
  const lying = projects.filter(({ tailBytes, contentHash }) => tailBytes === 0 && contentHash !== '')
  if (lying.length === 0) return new Map()
  const ids = lying.map(({ id }) => id)
  const rows = await tx<{ id: string; data: string; facts: unknown }[]>`
    select id, data::text as "data", list_facts as "facts" from projects
    where user_id = ${accountId} and id = any(${ids}::uuid[]) and list_facts is not null`
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  const texts = new Map<string, StoredText>()
  for (const project of lying) {
    const row = rowOf.get(project.id)
    const facts = factsSchema.safeParse(row?.facts)
    const cut = row && cutText(row.data, project)
    if (cut && facts.success) texts.set(project.id, { ...cut, facts: facts.data })
  }
  return texts
}

function cutText(
  stored: string,
  { name, sizeBytes, contentHash }: RepositoryProject,
): { text: string; view: unknown } | undefined {
  const dataBytes = sizeBytes - Buffer.byteLength(toDocumentText('', name))
  const bytes = Buffer.from(stored)
  // Cut by bytes; most documents are as many characters.
  const length = bytes.length === stored.length ? dataBytes : bytes.subarray(0, dataBytes).toString().length
  const cut = cutMembers(stored, length)
  if (cut === undefined) return undefined
  const text = toDocumentText(cut.own, name)
  return hashText([text]) === contentHash ? { text, view: cut.members.view } : undefined
}
