import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { markQuotedNames } from './own-words.tsx'

test('the quoted names of a sentence are kept from translation, the words around them are not', () => {
  expect(renderToStaticMarkup(markQuotedNames('No project uses “a & b.png”, nor “c”.'))).toBe(
    'No project uses <span translate="no">“a &amp; b.png”</span>, nor <span translate="no">“c”</span>.',
  )
  expect(renderToStaticMarkup(markQuotedNames('Undone.'))).toBe('Undone.')
})
