/** The account's limits unless its operator sets others; a picture above them is kept as a smaller copy. */
export const imageMaxBytes = 10_000_000
export const imageMaxMegapixels = 100
export const videoMaxBytes = 100_000_000
/** The longest side of a canvas in every browser. */
export const imageMaxSidePx = 16_384

/** Of the small picture of a file, for the account. A thumbnail made here has 256 px at its longer side. */
export const thumbnailMaxBytes = 65_536
export const thumbnailMaxSidePx = 512
