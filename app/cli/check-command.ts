import type { Archive } from '#app/archive/read-archive.ts'
import { storeRulesAsOf } from '#app/document/catalogue/canvas-size-table.ts'
import { listTargetMedia } from '#app/export/missing-media.ts'
import { planPreflight } from '#app/export/plan-preflight.ts'
import { loadCoverage } from '#app/render/sign-coverage.ts'
import { createFitMeasure } from '#app/skia/screen-drawer.ts'
import { openArchive } from './archive-file.ts'
import { chooseProject } from './choose-project.ts'
import { chooseTargets, targetOptions } from './choose-targets.ts'
import type { ExitCode } from './cli-error.ts'
import { createMediaFiles } from './media-files.ts'
import { parseArguments } from './parse-arguments.ts'
import { resolvePath } from './resolve-path.ts'
import { type Terminal, writeJson } from './terminal.ts'

/** `check <file>`: the pre-flight of the export. Exit code 1 when a store would refuse something. */
export async function checkCommand(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const args = parseArguments(given, ['The .appframes file'], { ...targetOptions, json: 'flag' })
  const { archive, close } = await openArchive(resolvePath(terminal, args.places[0]))
  const items = await checkProject(archive, args).finally(close)
  const errors = items.filter(({ level }) => level === 'error').length
  if (args.has('json')) {
    const findings = items.map(({ level, screenName, message }) => ({ level, screen: screenName, message }))
    writeJson(terminal, { rulesAsOf: storeRulesAsOf, errors, warnings: items.length - errors, findings })
  }
  for (const { level, screenName, message } of items)
    terminal.say(`${level}: ${screenName === undefined ? '' : `${screenName}: `}${message}`)
  return errors > 0 ? 1 : 0
}

async function checkProject(archive: Archive, args: ReturnType<typeof parseArguments>) {
  const project = chooseProject(archive, args.find('project'))
  const targets = chooseTargets(project, args)
  const media = createMediaFiles(archive, project)
  const named = new Set(targets.flatMap((target) => listTargetMedia(project, target)))
  await loadCoverage()
  return planPreflight(project, {
    targets,
    missingMedia: new Set([...named].filter((mediaId) => !media.has(mediaId))),
    findName: media.findName,
    findSize: media.sizeOf,
    overflows: await createFitMeasure(project, targets, media),
  })
}
