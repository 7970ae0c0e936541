import ranges from '@fontsource-variable/noto-sans-jp/unicode.json' with { type: 'json' }
import type { FontFile } from './font-files.ts'
import { listFontFiles } from './list-font-files.ts'

export const upright: readonly FontFile[] = listFontFiles({
  name: 'noto-sans-jp',
  ranges,
  urls: import.meta.glob<string>(
    '/node_modules/@fontsource-variable/noto-sans-jp/files/*-wght-normal.woff2',
    {
      eager: true,
      query: '?url&no-inline',
      import: 'default',
    },
  ),
})
