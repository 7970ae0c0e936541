import { useId } from 'react'
import classes from './sample-preview.module.css'

type PreviewScreen = {
  from: string
  to: string
  ink: string
  headline: readonly [string, string]
  accent: string
}

/** The sample's five screens in miniature, until its real picture is there. */
const screens: readonly PreviewScreen[] = [
  {
    from: '#f7ede0',
    to: '#ffd0b5',
    ink: '#3a1d12',
    headline: ['Know the tide', 'at a glance'],
    accent: '#f2714f',
  },
  {
    from: '#0a4a5c',
    to: '#0f7f8c',
    ink: '#ffffff',
    headline: ['Plan your week', 'by the sea'],
    accent: '#2cc4b8',
  },
  {
    from: '#ff9670',
    to: '#ff7361',
    ink: '#3d0d06',
    headline: ['Keep every', 'favourite spot'],
    accent: '#ff7361',
  },
  {
    from: '#dff5ef',
    to: '#a9e2d6',
    ink: '#06352f',
    headline: ['Collect what', 'you find'],
    accent: '#1d9a86',
  },
  {
    from: '#0b1c2e',
    to: '#123d52',
    ink: '#ffffff',
    headline: ['Go at just the', 'right time'],
    accent: '#ff8a66',
  },
]

const WIDTH = 200
const HEIGHT = 434
const GAP = 20

export function SamplePreview() {
  return (
    <svg
      className={classes.preview}
      viewBox={`0 0 ${screens.length * (WIDTH + GAP) - GAP} ${HEIGHT}`}
      role="img"
      aria-label="Five finished store screenshots of a sample app, in device frames with captions"
    >
      {screens.map((screen, index) => (
        <g key={screen.accent + screen.from} transform={`translate(${index * (WIDTH + GAP)} 0)`}>
          <MiniScreen screen={screen} variant={index} />
        </g>
      ))}
    </svg>
  )
}

function MiniScreen({ screen, variant }: { screen: PreviewScreen; variant: number }) {
  const id = useId()
  const [first, second] = screen.headline
  return (
    <>
      <defs>
        <linearGradient id={`${id}g`} x1="0.3" y1="0" x2="0.7" y2="1">
          <stop offset="0" stopColor={screen.from} />
          <stop offset="1" stopColor={screen.to} />
        </linearGradient>
        <clipPath id={`${id}c`}>
          <rect width={WIDTH} height={HEIGHT} rx="14" />
        </clipPath>
      </defs>
      <g clipPath={`url(#${id}c)`}>
        <rect width={WIDTH} height={HEIGHT} fill={`url(#${id}g)`} />
        <circle cx={variant % 2 === 0 ? 176 : 24} cy="210" r="96" fill={screen.accent} opacity="0.22" />
        <text className={classes.headline} fill={screen.ink} x="100" y="46" textAnchor="middle">
          {first}
          <tspan x="100" dy="23">
            {second}
          </tspan>
        </text>
        <g transform="translate(28 96)">
          <rect width="144" height="360" rx="24" fill="#15161a" />
          <rect x="4" y="4" width="136" height="352" rx="20" fill="#ffffff" />
          <rect x="52" y="10" width="40" height="10" rx="5" fill="#15161a" />
          <MiniApp accent={screen.accent} variant={variant} />
        </g>
      </g>
    </>
  )
}

/** Enough of an app to be one: a title, a chart or a list, in the sample's colours. */
function MiniApp({ accent, variant }: { accent: string; variant: number }) {
  const isChart = variant === 0 || variant === 4
  return (
    <g transform="translate(16 36)">
      <rect width="58" height="8" rx="4" fill="#1b1f27" />
      <rect y="14" width="84" height="5" rx="2.5" fill="#c9ccd4" />
      {isChart ? (
        <>
          <rect y="32" width="112" height="104" rx="12" fill={accent} opacity="0.13" />
          <path
            d="M0 104 C16 104 20 62 40 62 S64 112 82 112 S102 76 112 74 V124 a12 12 0 0 1 -12 12 H12 A12 12 0 0 1 0 124 Z"
            fill={accent}
            opacity="0.32"
          />
          <path
            d="M0 104 C16 104 20 62 40 62 S64 112 82 112 S102 76 112 74"
            stroke={accent}
            strokeWidth="3"
            fill="none"
          />
          <circle cx="40" cy="62" r="5" fill="#fff" stroke={accent} strokeWidth="3" />
        </>
      ) : (
        <MiniTiles accent={accent} columns={variant === 1 ? 1 : 2} />
      )}
      {[150, 182, 214, 246].map((y) => (
        <g key={y} transform={`translate(0 ${y})`}>
          <circle cx="10" cy="10" r="10" fill={accent} opacity="0.2" />
          <rect x="28" y="3" width="56" height="6" rx="3" fill="#3d424e" />
          <rect x="28" y="13" width="36" height="4" rx="2" fill="#c9ccd4" />
        </g>
      ))}
    </g>
  )
}

function MiniTiles({ accent, columns }: { accent: string; columns: 1 | 2 }) {
  const width = columns === 1 ? 112 : 52
  const spots = columns === 1 ? [32, 68, 104] : [32, 86]
  return spots.map((y, row) => (
    <g key={y}>
      <rect
        y={y}
        width={width}
        height={columns === 1 ? 30 : 48}
        rx="9"
        fill={accent}
        opacity={0.36 - row * 0.1}
      />
      {columns === 2 && (
        <rect x="60" y={y} width="52" height="48" rx="9" fill={accent} opacity={0.2 + row * 0.1} />
      )}
    </g>
  ))
}
