/** Of React Router's server build, what names a route. */
export type RouteManifest = Record<
  string,
  | { id: string; parentId?: string | undefined; path?: string | undefined; index?: boolean | undefined }
  | undefined
>

type Pattern = { name: string; test: RegExp; score: number }

/** The suffixes by which React Router requests a page's data: `/a.data`, `/a/_.data`, `/_root.data`. */
const DATA_ENDING = /(?:\/_root|\/_)?\.data$/

/** The path of the page, also where its data alone is requested or a form of it is sent by script. */
export const toPagePath = (path: string): string => path.replace(DATA_ENDING, '').replace(/\/+$/, '') || '/'

/**
 * Names the route of a path by its pattern (`/projects/:id`), for logs and metrics: ids would make a series of each
 * project, and an address may contain personal data.
 */
export function createRouteNamer(routes: RouteManifest): (path: string) => string {
  const patterns = Object.values(routes)
    .flatMap((route) =>
      route && (route.path !== undefined || route.index) ? [createPattern(route.id, routes)] : [],
    )
    .sort((a, b) => b.score - a.score)
  return (path) => {
    const plain = toPagePath(path)
    return patterns.find(({ test }) => test.test(plain))?.name ?? 'unknown'
  }
}

function createPattern(id: string, routes: RouteManifest): Pattern {
  const segments = joinPath(id, routes)
  const source = segments.map((segment) => {
    if (segment === '*') return '(?:/.*)?'
    return segment.startsWith(':') ? '/[^/]+' : `/${segment.replace(/[.+?^${}()|[\]\\]/g, '\\$&')}`
  })
  return {
    name: `/${segments.join('/')}`,
    test: new RegExp(`^${source.join('') || '/'}$`, 'i'),
    score: segments.reduce((sum, segment) => sum + scoreSegment(segment), segments.length),
  }
}

function joinPath(id: string, routes: RouteManifest): string[] {
  const route = routes[id]
  if (!route) return []
  const own = (route.path ?? '').split('/').filter((segment) => segment !== '')
  return route.parentId === undefined ? own : [...joinPath(route.parentId, routes), ...own]
}

/** React Router's own ranking. */
function scoreSegment(segment: string): number {
  if (segment === '*') return -2
  return segment.startsWith(':') ? 3 : 10
}
