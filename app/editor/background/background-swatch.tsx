import { useLayoutEffect, useRef } from 'react'
import type { Locale } from '#app/document/model/ids.ts'
import type { Background } from '#app/document/model/schema.ts'
import { createLayer } from '#app/render/create-layer.ts'
import { drawBackground } from '#app/render/draw-background.ts'

const sidePx = 96
/** The background as it is on a canvas of this width, of which the swatch shows a square. */
const canvasPx = 160

/** A small picture of the background, drawn as the stage draws it. */
export function BackgroundSwatch({
  background,
  className,
}: {
  background: Background
  className: string | undefined
}) {
  const ref = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const context = ref.current?.getContext('2d')
    if (context === null || context === undefined) return
    const isFixed = background.type === 'pattern'
    const widthPx = isFixed ? canvasPx : sidePx
    drawBackground(context, squeeze(background), {
      widthPx,
      heightPx: sidePx,
      locale: 'en-US' as Locale,
      fallbackLocale: 'en-US' as Locale,
      findPicture: () => undefined,
      findName: () => undefined,
      createLayer,
    })
  }, [background])
  return <canvas ref={ref} className={className} width={sidePx} height={sidePx} />
}

/** Presets are made for a tall canvas; the swatch is square. */
function squeeze(background: Background): Background {
  if (background.type === 'mesh') {
    const spots = background.spots.map((spot) => ({ ...spot, y: spot.y * 0.46, radius: spot.radius * 0.75 }))
    return { ...background, spots }
  }
  if (background.type === 'radial')
    return { ...background, y: background.y * 0.46, radius: background.radius * 0.5 }
  if (background.type === 'conic') return { ...background, y: background.y * 0.46 }
  return background
}
