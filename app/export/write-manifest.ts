import { storeRulesAsOf } from '#app/document/catalogue/canvas-size-table.ts'
import type { Project } from '#app/document/model/schema.ts'
import { SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import { listFontNeeds } from '#app/render/collect-media.ts'
import { getScreen, listScreens } from './export-target.ts'
import type { FileLayoutId } from './file-layouts.ts'
import type { PlannedFile } from './planned-file.ts'
import { appVersion, listUsedFonts } from './versions.ts'

export const manifestName = 'appframes-export.json'

type Input = {
  project: Project
  layout: FileLayoutId
  pattern?: string | undefined
  files: readonly { planned: PlannedFile; sha256: string }[]
}

/** What the files are and what made them. Without a date, so that equal exports give equal bytes. */
export async function writeManifest({ project, layout, pattern, files }: Input): Promise<string> {
  const sorted = [...files].sort((a, b) => (a.planned.path < b.planned.path ? -1 : 1))
  const screens = new Map(
    sorted.map(({ planned: { target } }) => [target.screenId, getScreen(project, target)]),
  )
  const manifest = {
    format: 'appframes-export',
    formatVersion: 1,
    app: { version: appVersion, schemaVersion: SCHEMA_VERSION, storeRulesAsOf },
    project: { id: project.id, name: project.name },
    layout,
    ...(layout === 'plain' ? { pattern } : {}),
    fonts: await listUsedFonts([...screens.values()].flatMap(listFontNeeds)),
    files: sorted.map(({ planned: { path, target, format, widthPx, heightPx }, sha256 }) => ({
      path,
      size: target.canvasSizeId,
      locale: target.locale,
      screen: listScreens(project, target.canvasSizeId).findIndex(({ id }) => id === target.screenId) + 1,
      widthPx,
      heightPx,
      format,
      sha256,
    })),
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}
