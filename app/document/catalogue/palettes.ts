import type { Background } from '../model/schema.ts'

/** A background with a text colour that is legible on all of it (contrast at least 4.5:1, proven by a test). */
export type Palette = {
  readonly id: string
  readonly name: string
  readonly background: Background
  readonly textColour: string
}

const linear = (angle: number, from: string, to: string): Background => ({
  type: 'linear',
  angle,
  stops: [
    { offset: 0, colour: from },
    { offset: 1, colour: to },
  ],
})

/** The default backgrounds. All are opaque, because Apple rejects alpha. The first one is a new project's. */
export const palettes: readonly [Palette, ...Palette[]] = [
  { id: 'dusk', name: 'Dusk', background: linear(160, '#1b2a6b', '#5b3fb0'), textColour: '#ffffff' },
  { id: 'tide', name: 'Tide', background: linear(165, '#06434f', '#0b7285'), textColour: '#ffffff' },
  { id: 'linen', name: 'Linen', background: linear(180, '#faf6ef', '#efe3d0'), textColour: '#2a2118' },
  { id: 'coral', name: 'Coral', background: linear(160, '#ffd9c7', '#ffb59a'), textColour: '#3d150a' },
  { id: 'mint', name: 'Mint', background: linear(170, '#e2f7ec', '#b4e6cc'), textColour: '#0c3324' },
  { id: 'sky', name: 'Sky', background: linear(175, '#e6f1ff', '#bcd7fb'), textColour: '#0d2748' },
  { id: 'plum', name: 'Plum', background: linear(155, '#3a1144', '#86265f'), textColour: '#ffffff' },
  { id: 'ink', name: 'Ink', background: linear(180, '#1c1f26', '#0b0d11'), textColour: '#ffffff' },
]
