import { test } from 'vitest'
import { runMany } from './run-many.ts'

// 50,000 more run in `npm run test:nightly`.
test.each(Array.from({ length: 4 }, (_, part) => part * 25))(
  '[F1] [F2] [F3] [F4] [F7] [F8] [F9] [F11] [F12] [F24] [F25] [F26] [F27] [F28] [F31] [F33] [F34] [F35] [F42] [F43] [F44] 25 worlds from seed %i on keep every invariant',
  (from) => runMany({ from, count: 25 }),
)
