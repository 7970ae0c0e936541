import type { Locale } from '../model/ids.ts'
import { orderBetween } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Project } from '../model/schema.ts'
import { fillInContent } from './fill-in-content.ts'

/**
 * Puts a language at this place of the list; 0 makes it the source language. The new source language gets what only the
 * old one had, because the others fall back to it.
 */
export function moveLocale(project: Project, locale: Locale, to: number): Project {
  const listed = listOrdered<Locale, { order: string }>(project.locales)
  const from = listed.findIndex(({ id }) => id === locale)
  const [moved, others] = [listed[from], listed.filter(({ id }) => id !== locale)]
  if (moved === undefined || to === from || to < 0 || to > others.length) return project
  const place = {
    ...moved.item,
    order: orderAt(
      others.map(({ item }) => item.order),
      to,
    ),
  }
  const reordered = { ...project, locales: { ...project.locales, [locale]: place } }
  const [before] = listed
  const after = listOrdered<Locale, { order: string }>(reordered.locales)[0]?.id
  if (before === undefined || after === undefined || after === before.id) return reordered
  return fillInContent(reordered, before.id, after)
}

/** Two devices may have minted equal keys, between which none fits: the next different ones are taken. */
function orderAt(orders: readonly string[], to: number): string {
  const lower = orders[to - 1]
  return orderBetween(
    lower,
    orders.slice(to).find((order) => lower === undefined || order > lower),
  )
}
