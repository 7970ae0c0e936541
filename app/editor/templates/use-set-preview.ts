import { useEffect, useMemo, useState } from 'react'
import { pickHeadline } from '#app/document/catalogue/headlines.ts'
import { createScreen } from '#app/document/edits/create-screen.ts'
import { findMasterOf } from '#app/document/linked/find-master-size.ts'
import type { CanvasSizeId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { orderBetween } from '#app/document/model/order-key.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { resolveScreen } from '#app/document/resolve/resolve-screen.ts'
import { useEditor, useProject, useUi } from '../state/use-editor.ts'

/** Screens shown of a template, and given to it: a layout may borrow the captures of the ones after. */
const shownScreens = 3
const givenScreens = 5

export type SetPreview = { project: Project; screens: readonly Screen[]; canvasSizeId: CanvasSizeId }

/**
 * The first screens of the size that is open, or of the one it follows, as a template would design them. Computed after the stage and one template
 * at a time (`delayMs`), so that no edit waits for a preview. A project of fewer screens is filled up with empty ones.
 */
export function useSetPreview(
  design: (project: Project) => Project,
  delayMs: number,
): SetPreview | undefined {
  const { fonts, session } = useEditor()
  const shownSizeId = useUi((ui) => ui.canvasSizeId)
  const canvasSizeId = useProject(() => findMasterOf(session.getDocument(), shownSizeId)) ?? shownSizeId
  const given = useGivenProject(canvasSizeId)
  const [preview, setPreview] = useState<SetPreview>()
  useEffect(() => {
    const show = () => {
      const project = design(given)
      const inOrder = listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
      const screens = inOrder
        .slice(0, shownScreens)
        .map(({ id, item }) => resolveScreen(project, canvasSizeId, id) ?? item)
      setPreview({ project, screens, canvasSizeId })
    }
    const timer = setTimeout(show, delayMs)
    // Measured again with the fonts of the template.
    const unsubscribe = fonts.version.subscribe(show)
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [design, given, canvasSizeId, delayMs, fonts])
  return preview
}

function useGivenProject(canvasSizeId: CanvasSizeId): Project {
  const screens = useProject((project) => project.screensByCanvasSize[canvasSizeId])
  const editor = useEditor()
  const locale = useUi((ui) => ui.locale)
  return useMemo(() => {
    const first = listOrdered<ScreenId, Screen>(screens)
      .slice(0, givenScreens)
      .map(({ item }) => item)
    const all = fillUp(first, { canvasSizeId, locale })
    const given = Object.fromEntries(all.map((screen) => [screen.id, screen]))
    return { ...editor.session.getProject(), screensByCanvasSize: { [canvasSizeId]: given } }
  }, [editor, screens, canvasSizeId, locale])
}

function fillUp(
  screens: readonly Screen[],
  { canvasSizeId, locale }: { canvasSizeId: CanvasSizeId; locale: Locale },
): readonly Screen[] {
  const all = [...screens]
  for (let index = all.length; index < shownScreens; index++) {
    const screen = createScreen({
      id: `preview-${index}` as ScreenId,
      order: orderBetween(all.at(-1)?.order, undefined),
      name: '',
      canvasSizeId,
      orientation: all[0]?.orientation ?? 'portrait',
      locale,
      mint: () => `preview-${index}-${++count}`,
      headline: pickHeadline(index),
    })
    all.push(screen)
  }
  return all
}

let count = 0
