import { createCanvas } from '@napi-rs/canvas'
import { vi } from 'vitest'

type Attributes = Readonly<Record<string, string>>

/** As much of the browser's XML as SVG files have: elements, attributes, texts, CDATA; no entities. */
class FakeElement {
  readonly children: FakeElement[] = []
  textContent = ''
  readonly localName: string
  readonly attributes: Attributes
  constructor(localName: string, attributes: Attributes) {
    this.localName = localName
    this.attributes = attributes
  }
  get classList(): readonly string[] {
    return this.attributes.class?.split(/\s+/) ?? []
  }
  get id() {
    return this.attributes.id ?? ''
  }
  getAttribute(name: string) {
    return this.attributes[name] ?? null
  }
  hasAttribute(name: string) {
    return Object.hasOwn(this.attributes, name)
  }
  querySelectorAll(selector: string): FakeElement[] {
    const isFound = (element: FakeElement) =>
      selector === '[id]' ? element.hasAttribute('id') : element.localName === selector
    return this.children.flatMap((child) => [
      ...(isFound(child) ? [child] : []),
      ...child.querySelectorAll(selector),
    ])
  }
  querySelector(selector: string) {
    return this.querySelectorAll(selector)[0] ?? null
  }
}

class FakeParser {
  parseFromString(source: string) {
    const text = source.replaceAll(/<\?[^>]*\?>|<!--[\s\S]*?-->|<!\[CDATA\[|\]\]>/g, '')
    const document = new FakeElement('', {})
    const open = [document]
    for (const found of text.matchAll(/<(\/?)([\w:]+)([^>]*?)(\/?)>/g)) {
      const [tag, close, name = '', attributes = '', isEmpty] = found
      if (close === '/') {
        open.pop()
        continue
      }
      const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])
      const element = new FakeElement(name, Object.fromEntries(pairs))
      open.at(-1)?.children.push(element)
      if (isEmpty !== '/') open.push(element)
      element.textContent = text.slice(found.index + tag.length).split('<', 1)[0] ?? ''
    }
    return { documentElement: document.children[0] }
  }
}

/** For `readSvg` in Node, with Skia's parser of colours. Undone by `vi.unstubAllGlobals`. */
export function stubSvgDom(): void {
  vi.stubGlobal('DOMParser', FakeParser)
  vi.stubGlobal('document', { createElement: () => createCanvas(1, 1) })
}
