import { useEffect, useMemo, useState } from 'react'
import { insertDrawing } from '../actions/insert-shape.ts'
import { Choice } from '../controls/choice.tsx'
import { useEditor } from '../state/use-editor.ts'
import { type IconNodes, type IconStyle, loadIcons, toDrawing } from './icon-files.ts'
import classes from './panels.module.css'

const styles = [
  { value: 'outline', label: 'Outline' },
  { value: 'filled', label: 'Filled' },
] as const

/** Shown before anything is searched for. */
const usual =
  'star heart check circle-check bolt bell lock shield-check cloud sparkles rocket flame trophy award crown gift camera photo map-pin calendar clock message user users search settings moon sun leaf wallet credit-card chart-bar chart-pie trending-up download share wifi fingerprint eye world plane car music'.split(
    ' ',
  )
const mostShown = 90

/** The icons of the Tabler set; their paths become part of the project. */
export function IconSearch() {
  const editor = useEditor()
  const [style, setStyle] = useState<IconStyle>('outline')
  const [query, setQuery] = useState('')
  const icons = useIcons(style)
  const found = useMemo(() => (icons.nodes ? findIcons(icons.nodes, query) : []), [icons.nodes, query])
  return (
    <div className={classes.finder}>
      <input
        className={classes.finderInput}
        type="search"
        aria-label="Find an icon"
        placeholder="Find an icon: heart, arrow up, chart…"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <Choice label="Style of icons" value={style} options={styles} onChange={setStyle} />
      {icons.isMissing && (
        <p className={classes.note} role="alert">
          The icons are not on this device yet. Open this list again when you are online.
        </p>
      )}
      <div className={classes.finderGrid} data-arrows>
        {found.slice(0, mostShown).map((name) => (
          <button
            key={name}
            type="button"
            className={classes.finderTile}
            aria-label={readName(name)}
            title={readName(name)}
            disabled={editor.readOnly}
            onClick={() => {
              const nodes = icons.nodes?.[name]
              if (nodes) insertDrawing(editor, { name: readName(name), drawing: toDrawing(nodes, style) })
            }}
          >
            <IconPreview nodes={icons.nodes?.[name] ?? []} style={style} />
          </button>
        ))}
      </div>
      <p className={classes.note} role="status">
        {icons.nodes === undefined ? '' : describeCount(found.length, query)}
      </p>
    </div>
  )
}

function useIcons(style: IconStyle): { nodes: IconNodes | undefined; isMissing: boolean } {
  const [state, setState] = useState<{ style: IconStyle; nodes?: IconNodes; isMissing: boolean }>()
  useEffect(() => {
    let isCurrent = true
    loadIcons(style).then(
      (nodes) => isCurrent && setState({ style, nodes, isMissing: false }),
      (error: unknown) => {
        console.warn('The icons could not be fetched.', error)
        if (isCurrent) setState({ style, isMissing: true })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [style])
  return state?.style === style
    ? { nodes: state.nodes, isMissing: state.isMissing }
    : { nodes: undefined, isMissing: false }
}

/** Names that hold every word; those that begin with the first come first. */
function findIcons(nodes: IconNodes, query: string): string[] {
  const words = query
    .trim()
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(Boolean)
  const [first] = words
  if (first === undefined) return usual.filter((name) => nodes[name] !== undefined)
  const found = Object.keys(nodes).filter((name) => words.every((word) => name.includes(word)))
  const rank = (name: string) => (name === words.join('-') ? 0 : name.startsWith(first) ? 1 : 2)
  return found.sort((a, b) => rank(a) - rank(b) || a.length - b.length)
}

/** `arrow-up-right` → `Arrow up right` */
function readName(name: string): string {
  const words = name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function describeCount(count: number, query: string): string {
  if (count === 0) return `No icon is called “${query.trim()}”.`
  if (count > mostShown) return `${mostShown} of ${count} icons: type more of the name.`
  return query.trim() === '' ? 'Type to search all icons.' : `${count} ${count === 1 ? 'icon' : 'icons'}`
}

function IconPreview({ nodes, style }: { nodes: IconNodes[string]; style: IconStyle }) {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      {toDrawing(nodes, style).paths.map((path) => (
        <path
          key={path.d}
          d={path.d}
          fill={path.fill === undefined ? 'none' : 'currentColor'}
          stroke={path.stroke === undefined ? 'none' : 'currentColor'}
          strokeWidth={path.strokeWidth === undefined ? undefined : 1.5}
          strokeLinecap="round"
          strokeLinejoin="round"
          opacity={path.opacity}
        />
      ))}
    </svg>
  )
}
