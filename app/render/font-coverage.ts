import type { FontFamilyName } from './fonts.ts'

/** The signs each family can draw, as ranges in base 36. Written by bin/font-coverage.mjs from the font files themselves. */
export const fontCoverage: Readonly<Record<FontFamilyName, string>> = {
  Inter:
    '0 w-2m y-c 2-4a 2-3d 2-3z 2-11 3-6 2-a 2-i 2-12 2-9 3 2-11 2-1 4-1 q 29-2 4-5 5-6 2 2-j 2-1g 5-1 j-6 3-1 2-2r 1d-1 v-1 4sv d e 14 4-2 4 2-1 2 4-2 3 7-3 1j 4 r 4 1t-4b 2-2q 77 7 2 8-1 4-2 2-2 2 2 4 c-1 6-1 a 2k-f 2-4 3-2 2-3 2c 3 c 33 2 3j 222 3 oe8 h6o',
  Manrope:
    'd j-2m y-37 3-l 3-3 3-3 2-5 3-7 2-3 3-1a k e-1 e-1 2w-3 1q 31-1 j 2-1 47-1 9 6-6 2 2-j 2-17 1e-2n 1d-1 54f-5 p 2-2h 7u-1 4-2 2-2 2 2 4 j-1 a 2n 6-3 2 3 3 5-1 3 2 2f c 33 2 3j 3',
  'DM Sans':
    'd j-2m y-c 2-2h 3-h 3-5 3-d 3-1 2-f 2-h 3-7 3-m h 3 2y-1 r-3 s y 31-1 j 2-1 13 4 5fc-5 p 2c-1 5-1 7u-1 4-2 2-2 2 2 4 j-1 a 2s 4 d-1 3 2e f 33 2 3j 3',
  Nunito:
    '0 d j-2m y-42 2-22 3 9 5 3 e-1 e-1 3-1 g-a 6 h-2 2-2 4 b-x 4 7-2 2-3 3-3 4 s 4 2 1l 13-3 2-1 7-6 e 2-1 z-1 2-1 4-1 q 65-2n 1d-1 v-1 507-1 3-3 5-3 5-1 3-1 3-1 5-1 3-1 7-1 3-1 7-7 3-7 7-1 3-b 3-3 9-3 5-5 9-1 3-1 4 7 2-2h 7k 2 8-1 4-2 2-2 2 2 4 c-1 6-1 a 2l 2-1 2-1 2 2-3 3-1 2-1 3-2 2-1 2e 3 c 6o 3',
  'Space Grotesk':
    'd j-2m y-68 f 3 e-1 e-1 k-o a-1 3-1 f-x f-3 3-3 4 c e 8 2o-3 2-1 7-6 e 2-1 z-1 2-1 4-1 q 5b9-1 3-3 5-3 5-1 3-1 3-1 5-1 3-1 7-5 7-7 3-7 7-f 3-3 9-3 5-5 9-1 3-1 4 7 2-2h 7k 2 8-1 4-2 2-2 2 2 4 c-1 6-1 a 2l 2-1 2-1 2 2-2 4-1 3 4-1 2-1 2 2c f 33 2 3j 3',
  'Bricolage Grotesque':
    'w-2m y-3 2-7 2-2h 3-9 3-5 3-5 3-5 3-5 3-1 2-5 3-7 2-3 3-b 3-3 3-1 3-m y-1 e-1 t-1 22-3 s 3z-1 j 2-1 z-1 2-1 4-1 q 5el-5 p 2-2h 7d 7 2 8-1 4-2 2-2 2 2 4 c-1 6-1 a 2l 3 2 2-1 2-3 3-1 2-1 3-2 2-3 2c f 33 2 3j',
  'Playfair Display':
    '0 d j-2m y-k 2-5l g 3 e-1 e-1 7 m-1 5-1 g-5 5-1 5-1 9-1 p-3 3-1 o y 1l 15-1 a-1 j 2-1 z-1 2-1 4-1 q 65-2n 1d-1 v-1 53j-5 p 2-2h 7k a-1 4-2 2-2 2 2 4 c-1 6-1 a 2w d 2l c 33 2 3j',
  'JetBrains Mono':
    'd j-2m y-41 3-23 g 3 e-1 e-1 t-1 o-1 3-1 9-1 7-3 p-3 n-1 4 y 2o-1 2 a-1 2 h 2-1 m 4 9-1 2-1 4-1 q 29-1 9 6-6 2 2-j 2-18 8 16-b 2-1t 2-b 2-1 1d-1 54f-5 p 2-2h 7u-1 4-2 2-2 2 2 4 c-1 6-1 a 2v-1 2 f 2 2c 3 c 33 2 3j 3 17my',
}
