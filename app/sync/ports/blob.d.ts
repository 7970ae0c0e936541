/** The web's Blob, opaque here: sync without media compiles without DOM types, passes pictures on and never reads them. */
interface Blob {
  readonly size: number
  readonly type: string
}
