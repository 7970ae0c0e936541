import { describe, expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import { createFrame, createText } from '../edits/create-element.ts'
import type { ElementId, Locale, MediaId, ScreenId } from '../model/ids.ts'
import {
  type Element,
  type FrameElement,
  frameElementSchema,
  type Screen,
  type TextElement,
  textElementSchema,
} from '../model/schema.ts'
import { designLike } from './design-like.ts'

const locale = 'en-US' as Locale
const [frameId, textId] = ['frame', 'text'] as [ElementId, ElementId]

const screenOf = (frame: FrameElement, text: TextElement): Screen => ({
  id: 's' as ScreenId,
  order: 'a0',
  name: 'Screen',
  orientation: 'portrait',
  background: { type: 'colour', colour: '#ffffff' },
  elements: { [frameId]: frame, [textId]: text } as Screen['elements'],
})

const at = { order: 'a0', x: 0.1, y: 0.4, width: 0.8 }
const { shadow: _usual, ...ownFrame } = createFrame({
  ...at,
  deviceId: 'iphone-69',
  landscape: false,
  mediaByLocale: { [locale]: 'capture' as MediaId },
})
const ownText = createText({
  ...at,
  y: 0.1,
  contentByLocale: { [locale]: 'Own words' },
  style: { size: 0.05 },
})

const effects = { blur: 0.01, glow: { colour: '#ff0000', size: 0.02 } } as unknown as FrameElement['effects']
const look = { rotation: 12, opacity: 0.5, spans: true, effects, tilt: { x: 20, y: 10 } }
const modelFrame: FrameElement = {
  ...ownFrame,
  ...look,
  flipX: true,
  flipY: true,
  shadow: { x: 0, y: 0.01, blur: 0.02, colour: '#00000066' },
  device: {
    ...ownFrame.device,
    bezel: 'thin',
    colour: '#123456',
    corner: 0.2,
    cutOut: false,
    cutOutSide: 'left',
    buttons: false,
  },
}
const modelText: TextElement = {
  ...createText({ ...at, y: 0.05, contentByLocale: { [locale]: 'Model words' }, style: { size: 0.09 } }),
  ...look,
  fit: { min: 0.02, max: 0.09 },
}

const design = (screen: Screen, model: Screen) => {
  const options = { owned: new Set<string>(), borrowed: [], mint: createCounter('d') }
  return designLike(screen, model, options).elements as Record<string, Element>
}

/** Content, place in the tree, and what is set by the place of the model. */
const ownFields = ['type', 'order', 'name', 'visible', 'locked', 'groupId', 'decoration']
const boxFields = ['x', 'y', 'width', 'height']

describe('a screen in the design of another', () => {
  const designed = design(screenOf(ownFrame, ownText), screenOf(modelFrame, modelText))

  it('has every field of the model’s device that is not its capture', () => {
    const own = new Set([...ownFields, ...boxFields, 'mediaByLocale', 'pan', 'zoom', 'device'])
    for (const key of Object.keys(frameElementSchema.shape).filter((field) => !own.has(field))) {
      expect(modelFrame, `the model of this test has ${key}`).toHaveProperty(key)
      expect(designed[frameId], key).toHaveProperty(key, modelFrame[key])
    }
    const kind = new Set(['deviceId', 'landscape', 'ownFrame'])
    for (const key of Object.keys(frameElementSchema.shape.device.shape).filter(
      (field) => !kind.has(field),
    )) {
      expect(modelFrame.device, `the model of this test has ${key}`).toHaveProperty(key)
      expect((designed[frameId] as FrameElement).device, key).toHaveProperty(key, modelFrame.device[key])
    }
  })

  it('has every field of the model’s text that is not its words', () => {
    // A text is never mirrored, and its size stays one for all of its languages.
    const own = new Set([...ownFields, 'contentByLocale', 'flipX', 'flipY', 'fitGroup'])
    for (const key of Object.keys(textElementSchema.shape).filter((field) => !own.has(field))) {
      expect(modelText, `the model of this test has ${key}`).toHaveProperty(key)
      expect(designed[textId], key).toHaveProperty(key, modelText[key])
    }
  })

  it('keeps its own capture and words, and loses what the model does without', () => {
    const back = design(screenOf(modelFrame, modelText), screenOf(ownFrame, ownText))
    expect(designed[frameId]).toMatchObject({ mediaByLocale: ownFrame.mediaByLocale })
    expect(designed[textId]).toMatchObject({ contentByLocale: ownText.contentByLocale })
    for (const key of ['effects', 'spans', 'flipX', 'shadow']) expect(back[frameId]).not.toHaveProperty(key)
    for (const key of ['effects', 'spans', 'tilt']) expect(back[textId]).not.toHaveProperty(key)
    expect(back[frameId]).toHaveProperty('device', ownFrame.device)
  })

  it('takes the model’s own frame in place of the device', () => {
    const picture = {
      media: 'phone' as MediaId,
      widthPx: 500,
      heightPx: 1000,
      screen: { x: 0.1, y: 0.1, width: 0.8, height: 0.8 },
      corner: 0.05,
    }
    const model = { ...modelFrame, device: { ...modelFrame.device, deviceId: 'plain', ownFrame: picture } }
    const framed = design(screenOf(ownFrame, ownText), screenOf(model, modelText))[frameId] as FrameElement
    expect(framed.device).toEqual(model.device)
    expect(framed.width / framed.height).toBeCloseTo(0.5, 6)
  })
})
