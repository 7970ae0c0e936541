import { fileURLToPath } from 'node:url'

/** What the bundler tells of a module. */
type ModuleGraph = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null }

const app = fileURLToPath(new URL('../app', import.meta.url))
const files = {
  root: `${app}/root.tsx`,
  list: `${app}/routes/projects/route.tsx`,
  editor: `${app}/routes/project/route.tsx`,
  captions: `${app}/routes/project/captions.tsx`,
  account: `${app}/routes/account/route.tsx`,
  media: `${app}/routes/media/route.tsx`,
  signIn: `${app}/routes/auth/sign-in.tsx`,
}
/** React Router splits a route in parts, each a module of its own. */
const parts = ['main', 'clientLoader', 'clientAction', 'HydrateFallback'].map((part) => `route-chunk=${part}`)
type Page = keyof typeof files
type IsIn = (page: Page) => boolean

/**
 * The files of what pages import at once, a few of them: split by use alone the editor's first load is some ninety files,
 * which compress worse and cost a request each. A file takes the packages it needs with it, and every module it imports
 * that no file of higher priority has: so what is shared comes first. What is fetched later is left to the bundler.
 */
export const pageChunks = [
  { name: 'part', test: /node_modules\/@(tabler|mantine)\//, entriesAware: true, priority: 6 },
  group('root', (isIn) => isIn('root') || (isIn('signIn') && isIn('list')), 5),
  group('base', (isIn) => isIn('list') && (isIn('editor') || isIn('account') || isIn('media')), 4),
  group('shared', (isIn) => isIn('editor') && (isIn('account') || isIn('media')), 3),
  group('project', (isIn) => isIn('editor') && isIn('captions'), 2),
  group('list', (isIn) => isIn('list'), 1),
  group('editor', (isIn) => isIn('editor'), 1),
]

function group(name: string, belongs: (isIn: IsIn) => boolean, priority: number) {
  const nameModule = (moduleId: string, graph: ModuleGraph): string | null => {
    if (moduleId.includes('node_modules') || moduleId.includes('?') || moduleId.startsWith('\0')) return null
    return belongs((page) => reach(page, graph).has(moduleId)) ? name : null
  }
  return { name: nameModule, priority }
}

const reached = new Map<Page, Set<string>>()

/** The modules that a page imports, directly or not. */
function reach(page: Page, graph: ModuleGraph): Set<string> {
  const known = reached.get(page)
  if (known !== undefined) return known
  const seen = new Set<string>()
  const open = [files[page], ...parts.map((part) => `${files[page]}?${part}`)]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(graph.getModuleInfo(id)?.importedIds ?? []))
  }
  reached.set(page, seen)
  return seen
}
