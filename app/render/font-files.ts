import bricolageGrotesqueLatinExt from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-ext-wght-normal.woff2?url'
import bricolageGrotesqueLatin from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2?url'
import bricolageGrotesqueVietnamese from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-vietnamese-wght-normal.woff2?url'
import dmSansLatinExtItalic from '@fontsource-variable/dm-sans/files/dm-sans-latin-ext-wght-italic.woff2?url'
import dmSansLatinExt from '@fontsource-variable/dm-sans/files/dm-sans-latin-ext-wght-normal.woff2?url'
import dmSansLatinItalic from '@fontsource-variable/dm-sans/files/dm-sans-latin-wght-italic.woff2?url'
import dmSansLatin from '@fontsource-variable/dm-sans/files/dm-sans-latin-wght-normal.woff2?url'
import interCyrillicItalic from '@fontsource-variable/inter/files/inter-cyrillic-wght-italic.woff2?url'
import interCyrillic from '@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2?url'
import interGreekItalic from '@fontsource-variable/inter/files/inter-greek-wght-italic.woff2?url'
import interGreek from '@fontsource-variable/inter/files/inter-greek-wght-normal.woff2?url'
import interLatinExtItalic from '@fontsource-variable/inter/files/inter-latin-ext-wght-italic.woff2?url'
import interLatinExt from '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?url'
import interLatinItalic from '@fontsource-variable/inter/files/inter-latin-wght-italic.woff2?url'
import interLatin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import interVietnameseItalic from '@fontsource-variable/inter/files/inter-vietnamese-wght-italic.woff2?url'
import interVietnamese from '@fontsource-variable/inter/files/inter-vietnamese-wght-normal.woff2?url'
import jetbrainsMonoCyrillicItalic from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-cyrillic-wght-italic.woff2?url'
import jetbrainsMonoCyrillic from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-cyrillic-wght-normal.woff2?url'
import jetbrainsMonoGreekItalic from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-greek-wght-italic.woff2?url'
import jetbrainsMonoGreek from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-greek-wght-normal.woff2?url'
import jetbrainsMonoLatinExtItalic from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-ext-wght-italic.woff2?url'
import jetbrainsMonoLatinExt from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-ext-wght-normal.woff2?url'
import jetbrainsMonoLatinItalic from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-italic.woff2?url'
import jetbrainsMonoLatin from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2?url'
import jetbrainsMonoVietnameseItalic from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-vietnamese-wght-italic.woff2?url'
import jetbrainsMonoVietnamese from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-vietnamese-wght-normal.woff2?url'
import manropeCyrillic from '@fontsource-variable/manrope/files/manrope-cyrillic-wght-normal.woff2?url'
import manropeGreek from '@fontsource-variable/manrope/files/manrope-greek-wght-normal.woff2?url'
import manropeLatinExt from '@fontsource-variable/manrope/files/manrope-latin-ext-wght-normal.woff2?url'
import manropeLatin from '@fontsource-variable/manrope/files/manrope-latin-wght-normal.woff2?url'
import manropeVietnamese from '@fontsource-variable/manrope/files/manrope-vietnamese-wght-normal.woff2?url'
import nunitoCyrillicItalic from '@fontsource-variable/nunito/files/nunito-cyrillic-wght-italic.woff2?url'
import nunitoCyrillic from '@fontsource-variable/nunito/files/nunito-cyrillic-wght-normal.woff2?url'
import nunitoLatinExtItalic from '@fontsource-variable/nunito/files/nunito-latin-ext-wght-italic.woff2?url'
import nunitoLatinExt from '@fontsource-variable/nunito/files/nunito-latin-ext-wght-normal.woff2?url'
import nunitoLatinItalic from '@fontsource-variable/nunito/files/nunito-latin-wght-italic.woff2?url'
import nunitoLatin from '@fontsource-variable/nunito/files/nunito-latin-wght-normal.woff2?url'
import nunitoVietnameseItalic from '@fontsource-variable/nunito/files/nunito-vietnamese-wght-italic.woff2?url'
import nunitoVietnamese from '@fontsource-variable/nunito/files/nunito-vietnamese-wght-normal.woff2?url'
import playfairDisplayCyrillicItalic from '@fontsource-variable/playfair-display/files/playfair-display-cyrillic-wght-italic.woff2?url'
import playfairDisplayCyrillic from '@fontsource-variable/playfair-display/files/playfair-display-cyrillic-wght-normal.woff2?url'
import playfairDisplayLatinExtItalic from '@fontsource-variable/playfair-display/files/playfair-display-latin-ext-wght-italic.woff2?url'
import playfairDisplayLatinExt from '@fontsource-variable/playfair-display/files/playfair-display-latin-ext-wght-normal.woff2?url'
import playfairDisplayLatinItalic from '@fontsource-variable/playfair-display/files/playfair-display-latin-wght-italic.woff2?url'
import playfairDisplayLatin from '@fontsource-variable/playfair-display/files/playfair-display-latin-wght-normal.woff2?url'
import playfairDisplayVietnameseItalic from '@fontsource-variable/playfair-display/files/playfair-display-vietnamese-wght-italic.woff2?url'
import playfairDisplayVietnamese from '@fontsource-variable/playfair-display/files/playfair-display-vietnamese-wght-normal.woff2?url'
import spaceGroteskLatinExt from '@fontsource-variable/space-grotesk/files/space-grotesk-latin-ext-wght-normal.woff2?url'
import spaceGroteskLatin from '@fontsource-variable/space-grotesk/files/space-grotesk-latin-wght-normal.woff2?url'
import spaceGroteskVietnamese from '@fontsource-variable/space-grotesk/files/space-grotesk-vietnamese-wght-normal.woff2?url'
import type { FirstFamilyName } from './fonts.ts'

export type FontFile = { url: string; unicodeRange: string }

/** The subsets' ranges as Google Fonts cuts them; the same for every family. */
const unicodeRanges = {
  cyrillic: 'U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116',
  greek: 'U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF',
  vietnamese:
    'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
  latinExt:
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
}

/** Variable weight axis, upright. The last file wins where ranges overlap, so Latin comes last. */
export const fontFiles: Readonly<Record<FirstFamilyName, readonly FontFile[]>> = {
  Inter: [
    { url: interCyrillic, unicodeRange: unicodeRanges.cyrillic },
    { url: interGreek, unicodeRange: unicodeRanges.greek },
    { url: interVietnamese, unicodeRange: unicodeRanges.vietnamese },
    { url: interLatinExt, unicodeRange: unicodeRanges.latinExt },
    { url: interLatin, unicodeRange: unicodeRanges.latin },
  ],
  Manrope: [
    { url: manropeCyrillic, unicodeRange: unicodeRanges.cyrillic },
    { url: manropeGreek, unicodeRange: unicodeRanges.greek },
    { url: manropeVietnamese, unicodeRange: unicodeRanges.vietnamese },
    { url: manropeLatinExt, unicodeRange: unicodeRanges.latinExt },
    { url: manropeLatin, unicodeRange: unicodeRanges.latin },
  ],
  'DM Sans': [
    { url: dmSansLatinExt, unicodeRange: unicodeRanges.latinExt },
    { url: dmSansLatin, unicodeRange: unicodeRanges.latin },
  ],
  Nunito: [
    { url: nunitoCyrillic, unicodeRange: unicodeRanges.cyrillic },
    { url: nunitoVietnamese, unicodeRange: unicodeRanges.vietnamese },
    { url: nunitoLatinExt, unicodeRange: unicodeRanges.latinExt },
    { url: nunitoLatin, unicodeRange: unicodeRanges.latin },
  ],
  'Space Grotesk': [
    { url: spaceGroteskVietnamese, unicodeRange: unicodeRanges.vietnamese },
    { url: spaceGroteskLatinExt, unicodeRange: unicodeRanges.latinExt },
    { url: spaceGroteskLatin, unicodeRange: unicodeRanges.latin },
  ],
  'Bricolage Grotesque': [
    { url: bricolageGrotesqueVietnamese, unicodeRange: unicodeRanges.vietnamese },
    { url: bricolageGrotesqueLatinExt, unicodeRange: unicodeRanges.latinExt },
    { url: bricolageGrotesqueLatin, unicodeRange: unicodeRanges.latin },
  ],
  'Playfair Display': [
    { url: playfairDisplayCyrillic, unicodeRange: unicodeRanges.cyrillic },
    { url: playfairDisplayVietnamese, unicodeRange: unicodeRanges.vietnamese },
    { url: playfairDisplayLatinExt, unicodeRange: unicodeRanges.latinExt },
    { url: playfairDisplayLatin, unicodeRange: unicodeRanges.latin },
  ],
  'JetBrains Mono': [
    { url: jetbrainsMonoCyrillic, unicodeRange: unicodeRanges.cyrillic },
    { url: jetbrainsMonoGreek, unicodeRange: unicodeRanges.greek },
    { url: jetbrainsMonoVietnamese, unicodeRange: unicodeRanges.vietnamese },
    { url: jetbrainsMonoLatinExt, unicodeRange: unicodeRanges.latinExt },
    { url: jetbrainsMonoLatin, unicodeRange: unicodeRanges.latin },
  ],
}

/** Families that have an italic (`hasItalic`); fetched only when a caption uses it. */
export const italicFontFiles: Readonly<Partial<Record<FirstFamilyName, readonly FontFile[]>>> = {
  Inter: [
    { url: interCyrillicItalic, unicodeRange: unicodeRanges.cyrillic },
    { url: interGreekItalic, unicodeRange: unicodeRanges.greek },
    { url: interVietnameseItalic, unicodeRange: unicodeRanges.vietnamese },
    { url: interLatinExtItalic, unicodeRange: unicodeRanges.latinExt },
    { url: interLatinItalic, unicodeRange: unicodeRanges.latin },
  ],
  'DM Sans': [
    { url: dmSansLatinExtItalic, unicodeRange: unicodeRanges.latinExt },
    { url: dmSansLatinItalic, unicodeRange: unicodeRanges.latin },
  ],
  Nunito: [
    { url: nunitoCyrillicItalic, unicodeRange: unicodeRanges.cyrillic },
    { url: nunitoVietnameseItalic, unicodeRange: unicodeRanges.vietnamese },
    { url: nunitoLatinExtItalic, unicodeRange: unicodeRanges.latinExt },
    { url: nunitoLatinItalic, unicodeRange: unicodeRanges.latin },
  ],
  'Playfair Display': [
    { url: playfairDisplayCyrillicItalic, unicodeRange: unicodeRanges.cyrillic },
    { url: playfairDisplayVietnameseItalic, unicodeRange: unicodeRanges.vietnamese },
    { url: playfairDisplayLatinExtItalic, unicodeRange: unicodeRanges.latinExt },
    { url: playfairDisplayLatinItalic, unicodeRange: unicodeRanges.latin },
  ],
  'JetBrains Mono': [
    { url: jetbrainsMonoCyrillicItalic, unicodeRange: unicodeRanges.cyrillic },
    { url: jetbrainsMonoGreekItalic, unicodeRange: unicodeRanges.greek },
    { url: jetbrainsMonoVietnameseItalic, unicodeRange: unicodeRanges.vietnamese },
    { url: jetbrainsMonoLatinExtItalic, unicodeRange: unicodeRanges.latinExt },
    { url: jetbrainsMonoLatinItalic, unicodeRange: unicodeRanges.latin },
  ],
}
