import type { Archive } from '#app/archive/read-archive.ts'
import { storeRulesAsOf } from '#app/document/catalogue/canvas-size-table.ts'
import type { Project } from '#app/document/model/schema.ts'
import { listTargetMedia } from '#app/export/missing-media.ts'
import { planPreflight } from '#app/export/plan-preflight.ts'
import { findPreflightGroup, type PreflightItem } from '#app/export/preflight-item.ts'
import { loadCoverage } from '#app/render/sign-coverage.ts'
import { readBehind } from '#app/skia/read-behind.ts'
import { createTextMeasure } from '#app/skia/text-measure.ts'
import { openArchive } from './archive-file.ts'
import { chooseProject } from './choose-project.ts'
import { chooseTargets, findNumber, targetOptions } from './choose-targets.ts'
import type { ExitCode } from './cli-error.ts'
import { createMediaFiles } from './media-files.ts'
import { type Arguments, parseArguments } from './parse-arguments.ts'
import { resolvePath } from './resolve-path.ts'
import { type Terminal, writeJson } from './terminal.ts'

/** `check <file>`: the pre-flight of the export. Exit code 1 when a store would refuse something. */
export async function checkCommand(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const args = parseArguments(given, ['The .appframes file'], { ...targetOptions, json: 'flag' })
  const { archive, close } = await openArchive(resolvePath(terminal, args.places[0]))
  const project = chooseProject(archive, args.find('project'))
  const items = await checkProject(archive, project, args).finally(close)
  const count = (wanted: PreflightItem['level']) => items.filter(({ level }) => level === wanted).length
  const errors = count('error')
  if (args.has('json')) {
    const findings = items.map((item) => describeItem(project, item))
    writeJson(terminal, { rulesAsOf: storeRulesAsOf, errors, warnings: count('warning'), findings })
  }
  // Quiet when good.
  for (const { level, screenName, message } of items)
    if (level !== 'advice')
      terminal.say(`${level}: ${screenName === undefined ? '' : `${screenName}: `}${message}`)
  return errors > 0 ? 1 : 0
}

/** `at`: its place as far as it has one, in the names of `export --json`; `locales`: all that it is found in. */
function describeItem(
  project: Project,
  { level, screenName, message, kind, at, locales = [], fix }: PreflightItem,
) {
  const { canvasSizeId, screenId, elementId, locale } = at ?? {}
  const screen =
    canvasSizeId === undefined || screenId === undefined || locale === undefined
      ? undefined
      : findNumber(project, { canvasSizeId, screenId, locale })
  return {
    ...{ level, screen: screenName, message, kind, group: findPreflightGroup(kind) },
    ...(at === undefined ? {} : { at: { size: canvasSizeId, screen, screenId, elementId, locale } }),
    ...{ locales, fix },
  }
}

async function checkProject(archive: Archive, project: Project, args: Arguments): Promise<PreflightItem[]> {
  const targets = chooseTargets(project, args)
  const media = createMediaFiles(archive, project)
  const named = new Set(targets.flatMap((target) => listTargetMedia(project, target)))
  await loadCoverage()
  return planPreflight(project, {
    targets,
    missingMedia: new Set([...named].filter((mediaId) => !media.has(mediaId))),
    findName: media.findName,
    findSize: media.sizeOf,
    ...(await createTextMeasure(project, targets, media)),
    openBehind: await readBehind(project, targets, media),
  })
}
