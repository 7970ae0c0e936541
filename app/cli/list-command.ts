import { findCanvasSize, getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import { findDevice } from '#app/document/catalogue/devices.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project } from '#app/document/model/schema.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { getScreen, listScreens } from '#app/export/export-target.ts'
import { planChoices } from '#app/export/plan-export.ts'
import { openArchive } from './archive-file.ts'
import { chooseProject } from './choose-project.ts'
import type { ExitCode } from './cli-error.ts'
import { parseArguments } from './parse-arguments.ts'
import { resolvePath } from './resolve-path.ts'
import { type Terminal, writeJson } from './terminal.ts'

/** `list <file>`: sizes, languages, screens and devices of each project. */
export async function listCommand(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const args = parseArguments(given, ['The .appframes file'], { project: 'text', json: 'flag' })
  const { archive, close } = await openArchive(resolvePath(terminal, args.places[0]))
  await close()
  const wanted = args.find('project')
  const projects =
    wanted === undefined ? archive.projects.map(resolveProject) : [chooseProject(archive, wanted)]
  const described = projects.map(describeProject)
  if (args.has('json')) writeJson(terminal, { projects: described, media: archive.manifest.media.length })
  else terminal.out(described.map(writeProject).join('\n'))
  return 0
}

type Described = ReturnType<typeof describeProject>

function describeProject(project: Project) {
  const { canvasSizeIds, locales } = planChoices(project)
  return {
    id: project.id,
    name: project.name,
    locales,
    sizes: canvasSizeIds.map((id) => describeSize(project, id)),
    devices: listDevices(project, canvasSizeIds),
  }
}

function describeSize(project: Project, id: CanvasSizeId) {
  const screens = listScreens(project, id)
  return {
    id,
    name: findCanvasSize(id)?.name ?? id,
    screens: screens.map(({ id: screenId, item }, index) => ({
      number: index + 1,
      name: item.name,
      ...(findCanvasSize(id) === undefined ? {} : getCanvasPx(id, getOrientation(project, { id, screenId }))),
    })),
  }
}

const getOrientation = (project: Project, { id, screenId }: { id: CanvasSizeId; screenId: string }) =>
  getScreen(project, { canvasSizeId: id, screenId: screenId as never, locale: '' as never }).orientation

function listDevices(
  project: Project,
  canvasSizeIds: readonly CanvasSizeId[],
): { id: string; name: string }[] {
  const ids = new Set<string>()
  for (const canvasSizeId of canvasSizeIds)
    for (const { id } of listScreens(project, canvasSizeId)) {
      const screen = getScreen(project, { canvasSizeId, screenId: id, locale: '' as never })
      for (const { item } of listOrdered<string, Element>(screen.elements))
        if (item.type === 'frame') ids.add(item.device.deviceId)
    }
  return [...ids].sort().map((id) => ({ id, name: findDevice(id)?.name ?? id }))
}

function writeProject({ name, id, locales, sizes, devices }: Described): string {
  const lines = [
    `${name}  ${id}`,
    `  languages  ${locales.join(', ')}`,
    ...sizes.flatMap((size) => [
      `  size       ${size.id}  ${size.name}`,
      ...size.screens.map(({ number, name: screenName }) => `    screen   ${number}  ${screenName}`),
    ]),
    ...devices.map((device) => `  device     ${device.id}  ${device.name}`),
  ]
  return `${lines.join('\n')}\n`
}
