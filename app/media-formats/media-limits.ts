/** Default limits of an account; the operator may set others. A picture above them is stored as a smaller copy. */
export const imageMaxBytes = 10_000_000
export const imageMaxMegapixels = 100
export const videoMaxBytes = 100_000_000
/** A font of all Chinese signs has about 17 MB. */
export const fontMaxBytes = 30_000_000
/** The longest side of a canvas in every browser. */
export const imageMaxSidePx = 16_384

/** Size of a file's thumbnail in the account. A thumbnail made on this device has 256 px at its longer side. */
export const thumbnailMaxBytes = 65_536
export const thumbnailMaxSidePx = 512
