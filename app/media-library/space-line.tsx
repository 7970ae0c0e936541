import { formatBytes } from '#app/document/model/format-bytes.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { useMediaLibrary } from './media-library-provider.tsx'
import classes from './media-page.module.css'

/** How much the files take, on this device and in the account. */
export function SpaceLine() {
  const library = useMediaLibrary()
  const { hereBytes, cloudBytes, cloudQuotaBytes } = useObservable(library.space)
  const share = cloudBytes !== undefined && cloudQuotaBytes ? cloudBytes / cloudQuotaBytes : undefined
  return (
    <p className={classes.space}>
      <span>{formatBytes(hereBytes)} on this device</span>
      {cloudBytes !== undefined && (
        <span>
          {formatBytes(cloudBytes)}
          {cloudQuotaBytes === undefined ? '' : ` of ${formatBytes(cloudQuotaBytes)}`} in your account
        </span>
      )}
      {share !== undefined && (
        <span className={classes.meter} data-full={share > 0.9 || undefined}>
          <span style={{ width: `${Math.min(100, Math.max(1, share * 100))}%` }} />
        </span>
      )}
    </p>
  )
}
