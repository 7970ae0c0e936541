// Writes app/render/font-coverage.ts: which signs each bundled family can draw. Run after adding a font:
// node bin/font-coverage.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import {
  listFontSubsets,
  listLaterSubsets,
  readCoverage,
  writeRanges,
} from './font-coverage/read-coverage.mjs'

const source = readFileSync('app/render/font-files.ts', 'utf8')
const subsets = [...listFontSubsets(source), ...listLaterSubsets()]
const families = subsets.map(({ name, files }) => {
  const ranges = writeRanges(readCoverage(files))
  return `  ${/^\w+$/.test(name) ? name : `'${name}'`}:\n    '${ranges}',`
})

writeFileSync(
  'app/render/font-coverage.ts',
  `import type { FontFamilyName } from './fonts.ts'

/** The signs each family can draw, as ranges in base 36. Written by bin/font-coverage.mjs from the font files themselves. */
export const fontCoverage: Readonly<Record<FontFamilyName, string>> = {
${families.join('\n')}
}
`,
)
