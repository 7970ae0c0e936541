import { IconArrowBackUp, IconLink } from '@tabler/icons-react'
import { describePath } from '#app/document/changes/describe-path.ts'
import { listOverridden } from '#app/document/linked/list-overridden.ts'
import { isOverridden } from '#app/document/linked/reset-overrides.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { readLink } from '#app/document/model/screen-link.ts'
import { nameSize } from '../actions/name-size.ts'
import { resetToMaster } from '../actions/reset-to-master.ts'
import controls from '../controls/controls.module.css'
import { Section } from '../controls/section.tsx'
import { useEditor, useUi } from '../state/use-editor.ts'
import classes from './inspector.module.css'

export type LinkSectionProps = { screen: Screen; elementIds: readonly ElementId[] }

/** What the selection, or the screen, has other than the master, each to be reset. */
export function LinkSection({ screen, elementIds }: LinkSectionProps) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const link = readLink(screen)
  if (link === undefined) return null
  const master = nameSize(link.linkedTo.canvasSizeId)
  const ref = { canvasSizeId, screenId: screen.id }
  const [only] = elementIds
  const isOwn = elementIds.some((id) => isOwnIn(screen, id))
  const changed = elementIds.length > 1 ? [] : listOverridden(link.overrides, only)
  const resetElement = () =>
    resetToMaster(
      editor,
      'Reset element',
      elementIds.map((elementId) => ({ ...ref, elementId })),
    )
  const canResetElement = !isOwn && elementIds.some((id) => isOverridden(link.overrides, id))
  const canResetScreen = Object.keys(link.overrides).length > 0

  return (
    <Section title={`Linked to ${master}`}>
      <p className={controls.note}>
        <IconLink size={14} stroke={1.75} aria-hidden className={classes.linkIcon} />
        {describeLink(master, { isOwn, count: changed.length, isScreen: only === undefined })}
      </p>
      {changed.length > 0 && (
        <ul className={classes.changes} aria-label={`Other than ${master}`}>
          {changed.map((field) => (
            <li key={field}>
              <span>{nameField(field, editor.session.getProject(), { ...ref, elementId: only })}</span>
              <button
                type="button"
                className={classes.reset}
                aria-label={`Reset ${nameField(field, editor.session.getProject(), { ...ref, elementId: only })} to ${master}`}
                onClick={() =>
                  resetToMaster(editor, 'Reset field', [{ ...ref, elementId: only, fields: [field] }])
                }
              >
                <IconArrowBackUp size={15} stroke={1.75} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={controls.row}>
        {elementIds.length > 0 && (
          <button
            type="button"
            className={controls.button}
            disabled={!canResetElement}
            onClick={resetElement}
          >
            Reset element
          </button>
        )}
        <button
          type="button"
          className={controls.button}
          disabled={!canResetScreen}
          onClick={() => resetToMaster(editor, 'Reset screen', [ref])}
        >
          Reset screen
        </button>
      </div>
    </Section>
  )
}

function isOwnIn(screen: Screen, id: ElementId): boolean {
  const override: unknown = readLink(screen)?.overrides.elements?.[id]
  return typeof override === 'object' && override !== null && 'type' in override
}

function describeLink(
  master: string,
  { isOwn, count, isScreen }: { isOwn: boolean; count: number; isScreen: boolean },
): string {
  if (isOwn) return 'Only in this size.'
  if (count === 0)
    return isScreen ? `Follows ${master}. What you change here stays here.` : `Follows ${master}.`
  return `Other than ${master}:`
}

type Ref = { canvasSizeId: string; screenId: string; elementId: string | undefined }

/** “Text size”, “Rotation”: the name of the field alone. */
function nameField(field: string, project: Parameters<typeof describePath>[1][number], ref: Ref): string {
  const { canvasSizeId, screenId, elementId } = ref
  const place = ['screensByCanvasSize', canvasSizeId, screenId]
  const inside = elementId === undefined ? [] : ['elements', elementId]
  const path = [...place, ...inside, ...field.split('.')]
  if (field.startsWith('contentByLocale.')) return describeText('Text', field, project)
  if (field.startsWith('mediaByLocale.')) return describeText('Capture', field, project)
  return describePath(path, [project]).replace(/ of .*$/, '')
}

function describeText(
  name: string,
  field: string,
  { locales }: Parameters<typeof describePath>[1][number],
): string {
  return Object.keys(locales ?? {}).length > 1 ? `${name} (${field.slice(field.indexOf('.') + 1)})` : name
}
