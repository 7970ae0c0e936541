/** A file by its path below the folder. `pixels`: the hash of what it shows, where known; other writers give other bytes. */
export type KnownFile = { path: string; sha256: string; pixels?: string | undefined }

export type FileChange =
  | {
      path: string
      kind: 'new' | 'changed' | 'same'
    }
  | { path: string; kind: 'moved'; from: string }

export type ChangePlan = {
  files: readonly FileChange[]
  /** Paths of before that the project does not have any more. */
  removed: readonly string[]
  /** Different pictures among the files: one that several languages share counts once. */
  different: number
}

type Input = {
  before: readonly KnownFile[]
  after: readonly KnownFile[]
  /** Of the whole project: files of sizes and languages that are not exported this time are not removed. */
  isPlanned: (path: string) => boolean
}

/** What is new, changed, moved, the same and removed since the files of before. */
export function planChanges({ before, after, isPlanned }: Input): ChangePlan {
  const old = new Map(before.map((file) => [file.path, file]))
  const written = new Set(after.map(({ path }) => path))
  const places = new Map<string, string[]>()
  for (const file of before)
    for (const key of listKeys(file)) places.set(key, [...(places.get(key) ?? []), file.path])
  const files = after.map((file): FileChange => {
    const { path } = file
    const known = old.get(path)
    if (isSameFile(known, file)) return { path, kind: 'same' }
    const found = listKeys(file).flatMap((key) => places.get(key) ?? [])
    // One whose place is free was moved there; one that stays was copied, as when a language begins with another's picture.
    const from = found.find((place) => !written.has(place)) ?? found.find((place) => place !== path)
    if (from !== undefined) return { path, kind: 'moved', from }
    return { path, kind: known === undefined ? 'new' : 'changed' }
  })
  return {
    files,
    removed: [...old.keys()].filter((path) => !written.has(path) && !isPlanned(path)).sort(),
    different: new Set(after.map(({ sha256 }) => sha256)).size,
  }
}

/** The same bytes, or the same pixels where both are known. */
export const isSameFile = (one: KnownFile | undefined, other: KnownFile): boolean =>
  one !== undefined &&
  (one.sha256 === other.sha256 || (one.pixels !== undefined && one.pixels === other.pixels))

const listKeys = ({ sha256, pixels }: KnownFile): string[] =>
  pixels === undefined ? [sha256] : [sha256, pixels]

export function countChanges({ files, removed }: ChangePlan): Record<FileChange['kind'] | 'removed', number> {
  const count = (kind: FileChange['kind']) => files.filter((file) => file.kind === kind).length
  return {
    new: count('new'),
    changed: count('changed'),
    moved: count('moved'),
    same: count('same'),
    removed: removed.length,
  }
}

/**
 * A chosen folder may begin further up or further down than the paths of a layout do: its paths as the layout writes them, by the
 * pair of beginnings under which most of them meet. Where none meets they stay as they are.
 */
export function alignPaths(ours: readonly string[], theirs: readonly string[]): Map<string, string> {
  const known = new Set(ours)
  let best = new Map(theirs.map((path) => [path, path]))
  let most = theirs.filter((path) => known.has(path)).length
  for (const add of listBeginnings(ours))
    for (const cut of listBeginnings(theirs)) {
      const moved = theirs.filter((path) => path.startsWith(cut))
      const aligned = new Map(moved.map((path) => [path, add + path.slice(cut.length)]))
      const met = [...aligned.values()].filter((path) => known.has(path)).length
      if (met <= most) continue
      most = met
      best = new Map([...theirs.map((path) => [path, path] as const), ...aligned])
    }
  return best
}

/** `''`, `fastlane/`, `fastlane/screenshots/` … of the paths. */
function listBeginnings(paths: readonly string[]): string[] {
  const beginnings = new Set([''])
  for (const path of paths)
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
      beginnings.add(path.slice(0, at + 1))
  return [...beginnings]
}
