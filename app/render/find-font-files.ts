import { type FontFile, fontFiles, italicFontFiles } from './font-files.ts'
import type { FirstFamilyName, FontFamilyName } from './fonts.ts'

/** The files of a family; none where it has no italic. The tables of later families are fetched first. */
export async function findFontFiles(
  name: FontFamilyName,
  { isItalic = false }: { isItalic?: boolean } = {},
): Promise<readonly FontFile[]> {
  if (isFirst(name)) return (isItalic ? italicFontFiles[name] : fontFiles[name]) ?? []
  if (isItalic) return (await import('./font-files-more.ts')).italic[name] ?? []
  switch (name) {
    case 'Noto Sans JP':
      return (await import('./font-files-japanese.ts')).upright
    case 'Noto Sans KR':
      return (await import('./font-files-korean.ts')).upright
    case 'Noto Sans SC':
      return (await import('./font-files-simplified-chinese.ts')).upright
    case 'Noto Sans TC':
      return (await import('./font-files-traditional-chinese.ts')).upright
    case 'Noto Color Emoji':
      return (await import('./font-files-emoji.ts')).upright
    default:
      return (await import('./font-files-more.ts')).upright[name] ?? []
  }
}

function isFirst(name: FontFamilyName): name is FirstFamilyName {
  return name in fontFiles
}
