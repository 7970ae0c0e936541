/** Three store screens, the middle one in front. */
export function LogoMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">
      <rect x="1" y="6" width="8" height="14" rx="2.25" fill="var(--ui-accent)" opacity="0.32" />
      <rect x="15" y="6" width="8" height="14" rx="2.25" fill="var(--ui-accent)" opacity="0.32" />
      <rect x="6" y="2.5" width="12" height="19" rx="3.25" fill="var(--ui-accent)" />
      <rect x="9" y="6" width="6" height="1.75" rx="0.875" fill="#fff" />
      <rect x="9" y="10" width="6" height="8" rx="1.25" fill="#fff" opacity="0.45" />
    </svg>
  )
}
