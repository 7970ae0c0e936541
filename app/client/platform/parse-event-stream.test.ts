import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventParser } from './parse-event-stream.ts'

function parseAll(pieces: readonly string[]): string[] {
  const events: string[] = []
  const parse = createEventParser((data) => events.push(data))
  for (const piece of pieces) parse(piece)
  return events
}

test('events are cut at empty lines; heartbeats, names and ids are read over', () => {
  expect(
    parseAll([': beat\n\nretry: 500\n\nid: 7\nevent: sync\ndata: {"seq":7}\n\ndata: a\ndata:b\n\n']),
  ).toEqual(['{"seq":7}', 'a\nb'])
})

test('an event that is not ended is not delivered', () => {
  expect(parseAll(['data: half'])).toEqual([])
})

test('wherever the pieces end, the events are the same', () => {
  const line = fc.stringMatching(/^[a-z{}:" ]{0,12}$/)
  const breaks = fc.constantFrom('\n', '\r\n', '\r')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(line, breaks), { maxLength: 6 }),
      fc.array(fc.nat(200), { maxLength: 8 }),
      (events, cuts) => {
        const text = events.map(([words, end]) => `data: ${words}${end}${end}`).join('')
        const places = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length]
        const pieces = places.slice(1).map((place, index) => text.slice(places[index], place))
        const whole = parseAll([`${text}\n`])
        expect(parseAll([...pieces, '\n'])).toEqual(whole)
        expect(whole).toEqual(events.map(([words]) => words))
      },
    ),
  )
})
