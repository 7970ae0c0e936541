import { atelier } from './set-atelier.ts'
import { aurora } from './set-aurora.ts'
import { bullion } from './set-bullion.ts'
import { chapter } from './set-chapter.ts'
import { consoleSet } from './set-console.ts'
import { gallery } from './set-gallery.ts'
import { harbour } from './set-harbour.ts'
import { horizon } from './set-horizon.ts'
import { marshmallow } from './set-marshmallow.ts'
import { nocturne } from './set-nocturne.ts'
import { playground } from './set-playground.ts'
import { poster } from './set-poster.ts'
import { ribbon } from './set-ribbon.ts'
import { spectrum } from './set-spectrum.ts'
import { stillwater } from './set-stillwater.ts'
import type { TemplateSet } from './template-set.ts'

/** Every set, in the order in which they are offered. Their ids stay: projects remember them. */
export const templateSets: readonly [TemplateSet, ...TemplateSet[]] = [
  harbour,
  nocturne,
  chapter,
  spectrum,
  poster,
  aurora,
  consoleSet,
  marshmallow,
  ribbon,
  horizon,
  bullion,
  stillwater,
  gallery,
  atelier,
  playground,
]

export function findTemplateSet(id: string): TemplateSet | undefined {
  return templateSets.find((set) => set.id === id)
}
