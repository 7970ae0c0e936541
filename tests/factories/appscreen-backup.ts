import { createCaptureFile } from './capture-file.ts'

const toUrl = ({ buffer, mimeType }: ReturnType<typeof createCaptureFile>) =>
  `data:${mimeType};base64,${buffer.toString('base64')}`

const system = "-apple-system, BlinkMacSystemFont, 'SF Pro Display'"

/** What appscreen’s “Export Project Backup” writes: every store of its IndexedDB, with the pictures as data URLs. */
export function createAppscreenBackup(): { text: string; englishUrl: string; germanUrl: string } {
  const englishUrl = toUrl(createCaptureFile('home.png', 1320, 2868, [20, 130, 120]))
  const germanUrl = toUrl(createCaptureFile('home_de.png', 1320, 2868, [130, 20, 120]))
  const text = {
    headlineEnabled: true,
    headlines: { en: 'Know the *tide*', de: 'Die Gezeiten kennen' },
    headlineLanguages: ['en', 'de'],
    headlineFont: "'Poppins', sans-serif",
    headlineSize: 132,
    headlineWeight: '700',
    headlineItalic: false,
    headlineUnderline: true,
    headlineColor: '#ffee00',
    position: 'top',
    offsetY: 10,
    lineHeight: 110,
    subheadlineEnabled: true,
    subheadlines: { en: 'Every day', de: '' },
    subheadlineFont: system,
    subheadlineSize: 66,
    subheadlineWeight: '400',
    subheadlineColor: '#ffffff',
    subheadlineOpacity: 50,
  }
  const placement = {
    scale: 50,
    x: 50,
    y: 50,
    rotation: 5,
    perspective: 0,
    cornerRadius: 40,
    use3D: false,
    shadow: { enabled: false },
    frame: { enabled: true, color: '#1d1d1f', width: 12, opacity: 100 },
  }
  const element = { x: 50, y: 20, width: 10, rotation: 0, opacity: 100, layer: 'above-text', frame: 'none' }
  const shot = {
    src: englishUrl,
    name: 'home.png',
    deviceType: 'iPhone',
    localizedImages: {
      en: { src: englishUrl, name: 'home.png' },
      de: { src: germanUrl, name: 'home_de.png' },
    },
    background: {
      type: 'gradient',
      gradient: {
        angle: 90,
        stops: [
          { color: '#000000', position: 0 },
          { color: '#ffffff', position: 100 },
        ],
      },
      solid: '#1a1a2e',
    },
    screenshot: placement,
    text,
    elements: [
      { ...element, id: 'a', type: 'emoji', emoji: '🌊', name: 'Wave' },
      { ...element, id: 'b', type: 'icon', src: null, iconName: 'anchor', name: 'Anchor' },
      {
        ...element,
        id: 'c',
        type: 'text',
        layer: 'behind-screenshot',
        texts: { en: 'New' },
        font: system,
        fontSize: 60,
        fontColor: '#112233',
      },
    ],
    popouts: [{ id: 'p' }],
    devices: [],
  }
  const dump = {
    meta: [
      { key: 'currentProject', value: 'project_1' },
      { key: 'projects', value: [{ id: 'project_1', name: 'Tidewater', screenshotCount: 2 }] },
    ],
    projects: [
      {
        id: 'project_1',
        formatVersion: 2,
        screenshots: [
          shot,
          { src: '', name: 'Blank Screen', localizedImages: {}, elements: [], popouts: [] },
        ],
        selectedIndex: 0,
        outputDevice: 'iphone-6.9',
        customWidth: 1290,
        customHeight: 2796,
        currentLanguage: 'en',
        projectLanguages: ['en', 'de'],
        defaults: { background: { type: 'solid', solid: '#224466' } },
      },
    ],
  }
  return { text: JSON.stringify(dump, null, 2), englishUrl, germanUrl }
}
