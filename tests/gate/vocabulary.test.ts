import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** Old word → the glossary's word. Checked in identifiers (split at camelCase) and in comments; ordinary words are not here. */
const words: Record<string, string> = {
  door: 'actions',
  doors: 'actions',
  desk: 'OpenSessions, LocalMedia, ConflictReview',
  seat: 'tab id',
  seats: 'tab ids',
  rescue: 'crash recovery',
  rescued: 'recovered',
  seal: 'assignPushNumbers',
  sealing: 'assignPushNumbers',
  sealed: 'in flight',
  sealable: 'can be sent',
  settling: 'match acks',
  settler: 'DiskFlusher',
  fold: 'compaction',
  folds: 'compactions',
  folding: 'compacting',
  folded: 'compacted',
  healed: 'resynced',
  healing: 'resync',
  heal: 'resync',
  heals: 'resyncs',
  trouble: 'load error, failure',
  troubles: 'load errors, failures',
  ledger: 'SyncRepository',
  ledgers: 'repositories',
  errand: 'OAuth intent',
  errands: 'OAuth intents',
  breath: 'debounce',
  twin: 'copy, in-memory implementation',
  twins: 'copies',
  workbench: 'EditorController',
  papers: 'artboards',
  readout: 'size label',
  hear: 'onMessage, notify',
  hears: 'is notified',
  heard: 'received',
  wish: 'request',
  wishes: 'requests',
}

/** Old phrases and identifiers whose single words are ordinary. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bways? in\b(?! which)/i, 'sign-in method'],
  [/\bsits? down\b/i, 'takes a tab id'],
  [/\bkeep work\b/i, 'keep projects after deletion'],
  [/\bclaim(ing)? (anonymous )?work\b/i, 'claim anonymous projects'],
  [/\bstrike ?out\b/i, 'complete'],
  [/\btake ?left\b/i, 'listPending'],
  [/\bspace ?out\b/i, 'throttle'],
  [/\bform journal\b/i, 'pending actions'],
  [/\bwho leads\b|\bsomebody else leads\b/i, 'leader'],
]

/** Old names of members: short words that are ordinary in sentences, so only whole identifiers are compared. */
const members: Record<string, string> = {
  lastN: 'lastMutationId',
  nextN: 'nextMutationId',
  findLastN: 'findLastMutationId',
  saveLastN: 'saveLastMutationId',
  tell: 'report…, notify…',
  told: 'what it is: item, text',
  lookAtAccount: 'requestPull',
  changeProven: 'transactProven',
  LookOptions: 'ReadOptions',
  onNote: 'onNotice',
  wantsWaiting: 'listsWaiting',
}

/** Names on disk and on the wire, which stay, and words of other people's code. */
const allowed: readonly (readonly [file: RegExp, word: RegExp])[] = [
  [/^app\/storage\/(database\/schema|sync\/|projects\/)/, /^(sealed|sealedN|isSealedFolded)$/],
  [/^app\/README\.md$/, /^sealed$/],
  [/^app\/routes\/(auth|account)\/|^app\/server\/auth\/google-sign-in|^tests\/integration\//, /^errand$/],
  [/^docs\/hosting\.md$/, /^appframes_heals_total$/],
  [/^app\/(sync\/(protocol|api|engine)|storage|server\/sync)\/|^tests\//, /^(lastN|nextN)$/],
  [/^(bin|tests)\/|\.test\.ts$/, /^(tell|told)$/],
]

const sources = execFileSync('git', ['ls-files', 'app', 'db', 'bin', 'tests', 'docs', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(tsx?|mjs|cjs|md)$/.test(file) && !file.startsWith('db/migrations/'))

it('uses the words of the glossary in names, comments and documents', () => {
  const found = sources.flatMap((file) => findOldWords(file, readFileSync(join(root, file), 'utf8')))
  expect(found).toEqual([])
})

it('uses the words of the glossary in file names', () => {
  expect(sources.flatMap((file) => findOldNames(file))).toEqual([])
  expect(findOldNames('app/client/project-door.ts')).toEqual([
    'app/client/project-door.ts: “door”: say actions',
  ])
})

it('an old word in a name, a comment or a document is reported with the word to use instead', () => {
  const code =
    "// A ledger of\n// both ways in.\nconst sealedPush = 'the door'\nit('opens the door', () => lookAtAccount('told'))\n"
  expect(findOldWords('app/planted.ts', code)).toEqual([
    'app/planted.ts:1: “ledger”: say SyncRepository',
    'app/planted.ts:3: “sealedPush”: say in flight',
    'app/planted.ts:4: “door”: say actions',
    'app/planted.ts:4: “lookAtAccount”: say requestPull',
    'app/planted.ts:2: “ways in”: say sign-in method',
  ])
  expect(findOldWords('docs/planted.md', 'The desk.')).toEqual([
    'docs/planted.md:1: “desk”: say OpenSessions, LocalMedia, ConflictReview',
  ])
})

function findOldNames(file: string): string[] {
  return file
    .toLowerCase()
    .split(/[^a-z]+/)
    .flatMap((part) => (Object.hasOwn(words, part) ? [`${file}: “${part}”: say ${words[part]}`] : []))
}

function findOldWords(file: string, text: string): string[] {
  const found: string[] = []
  const report = (at: number, word: string, instead: string) => {
    const name = file.split('/').at(-1) ?? ''
    if (
      name.startsWith('vocabulary.test') ||
      allowed.some(([path, known]) => path.test(file) && known.test(word))
    )
      return
    found.push(`${file}:${text.slice(0, at).split('\n').length}: “${word}”: say ${instead}`)
  }
  const pieces = file.endsWith('.md') ? [{ at: 0, text }] : tokenize(text)
  for (const piece of pieces)
    for (const match of piece.text.matchAll(/[A-Za-z]\w*/g))
      for (const part of match[0].match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []) {
        const instead = Object.hasOwn(words, part.toLowerCase()) ? words[part.toLowerCase()] : undefined
        if (instead !== undefined) report(piece.at + match.index, match[0], instead)
      }
  for (const { at, text: name } of file.endsWith('.md') ? [] : pieces)
    if (Object.hasOwn(members, name)) report(at, name, members[name] ?? '')
  for (const piece of pieces)
    for (const [phrase, instead] of phrases) {
      for (const match of piece.text.matchAll(new RegExp(phrase, 'gi')))
        report(piece.at + match.index, match[0], instead)
    }
  return found
}

/**
 * Comments and identifiers of a source file, and the names of its tests; other strings and templates are left out, because
 * they are shown, stored or sent.
 */
function tokenize(source: string): { at: number; text: string }[] {
  const token =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|[A-Za-z_$][\w$]*/g
  return [...source.matchAll(token)]
    .filter((match) => !/^['"`]/.test(match[0]) || isTestName(source.slice(0, match.index)))
    .map((match) => ({ at: match.index, text: match[0] }))
}

const isTestName = (before: string): boolean => /\b(?:it|test|describe)(?:\.\w+)*\($/.test(before)
