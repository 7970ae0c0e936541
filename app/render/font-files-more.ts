import caveat from '@fontsource-variable/caveat/unicode.json' with { type: 'json' }
import figtree from '@fontsource-variable/figtree/unicode.json' with { type: 'json' }
import fraunces from '@fontsource-variable/fraunces/unicode.json' with { type: 'json' }
import lora from '@fontsource-variable/lora/unicode.json' with { type: 'json' }
import montserrat from '@fontsource-variable/montserrat/unicode.json' with { type: 'json' }
import notoSansArabic from '@fontsource-variable/noto-sans-arabic/unicode.json' with { type: 'json' }
import notoSansDevanagari from '@fontsource-variable/noto-sans-devanagari/unicode.json' with { type: 'json' }
import notoSansHebrew from '@fontsource-variable/noto-sans-hebrew/unicode.json' with { type: 'json' }
import notoSansThai from '@fontsource-variable/noto-sans-thai/unicode.json' with { type: 'json' }
import oswald from '@fontsource-variable/oswald/unicode.json' with { type: 'json' }
import rubik from '@fontsource-variable/rubik/unicode.json' with { type: 'json' }
import type { FontFile } from './font-files.ts'
import type { LaterFamilyName } from './fonts.ts'
import { listFontFiles } from './list-font-files.ts'

const urls: Record<string, string> = import.meta.glob<string>(
  [
    '/node_modules/@fontsource-variable/montserrat/files/*-wght-*.woff2',
    '/node_modules/@fontsource-variable/figtree/files/*-wght-*.woff2',
    '/node_modules/@fontsource-variable/rubik/files/*-wght-*.woff2',
    '/node_modules/@fontsource-variable/oswald/files/*-wght-*.woff2',
    '/node_modules/@fontsource-variable/fraunces/files/*-wght-*.woff2',
    '/node_modules/@fontsource-variable/lora/files/*-wght-*.woff2',
    '/node_modules/@fontsource-variable/caveat/files/*-wght-*.woff2',
    '/node_modules/@fontsource-variable/noto-sans-arabic/files/*-wght-*.woff2',
    '/node_modules/@fontsource-variable/noto-sans-hebrew/files/*-wght-*.woff2',
    '/node_modules/@fontsource-variable/noto-sans-devanagari/files/*-wght-*.woff2',
    '/node_modules/@fontsource-variable/noto-sans-thai/files/*-wght-*.woff2',
  ],
  { eager: true, query: '?url&no-inline', import: 'default' },
)

/** The smaller families that are fetched when they are used. */
export const upright: Readonly<Partial<Record<LaterFamilyName, readonly FontFile[]>>> = {
  Montserrat: listFontFiles({ name: 'montserrat', ranges: montserrat, urls }),
  Figtree: listFontFiles({ name: 'figtree', ranges: figtree, urls }),
  Rubik: listFontFiles({ name: 'rubik', ranges: rubik, urls }),
  Oswald: listFontFiles({ name: 'oswald', ranges: oswald, urls }),
  Fraunces: listFontFiles({ name: 'fraunces', ranges: fraunces, urls }),
  Lora: listFontFiles({ name: 'lora', ranges: lora, urls }),
  Caveat: listFontFiles({ name: 'caveat', ranges: caveat, urls }),
  'Noto Sans Arabic': listFontFiles({ name: 'noto-sans-arabic', ranges: notoSansArabic, urls }),
  'Noto Sans Hebrew': listFontFiles({ name: 'noto-sans-hebrew', ranges: notoSansHebrew, urls }),
  'Noto Sans Devanagari': listFontFiles({ name: 'noto-sans-devanagari', ranges: notoSansDevanagari, urls }),
  'Noto Sans Thai': listFontFiles({ name: 'noto-sans-thai', ranges: notoSansThai, urls }),
}

export const italic: Readonly<Partial<Record<LaterFamilyName, readonly FontFile[]>>> = {
  Montserrat: listFontFiles({ name: 'montserrat', ranges: montserrat, urls, style: 'italic' }),
  Figtree: listFontFiles({ name: 'figtree', ranges: figtree, urls, style: 'italic' }),
  Rubik: listFontFiles({ name: 'rubik', ranges: rubik, urls, style: 'italic' }),
  Fraunces: listFontFiles({ name: 'fraunces', ranges: fraunces, urls, style: 'italic' }),
  Lora: listFontFiles({ name: 'lora', ranges: lora, urls, style: 'italic' }),
}
