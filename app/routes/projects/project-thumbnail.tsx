import classes from './project-thumbnail.module.css'

type ThumbnailProps = { url: string | undefined; screenCount: number | undefined }

/** The project's own picture fills the card; without one, outlines of as many screens as it has (three at most). */
export function ProjectThumbnail({ url, screenCount = 3 }: ThumbnailProps) {
  if (url !== undefined) {
    return (
      <span className={classes.tile}>
        <img className={classes.picture} src={url} alt="" loading="lazy" decoding="async" draggable={false} />
      </span>
    )
  }
  if (screenCount === 0) {
    return (
      <span className={classes.tile}>
        <span className={classes.nothing}>No screens yet</span>
      </span>
    )
  }
  return (
    <span className={classes.tile}>
      {['a', 'b', 'c'].slice(0, screenCount).map((key) => (
        <span key={key} className={classes.screen}>
          <span className={classes.caption} />
          <span className={classes.device} />
        </span>
      ))}
    </span>
  )
}
