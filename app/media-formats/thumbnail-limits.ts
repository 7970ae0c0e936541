/** What the account takes as the small picture of a file. One that is made here has 256 px at its longer side. */
export const thumbnailMaxBytes = 65_536
export const thumbnailMaxSidePx = 512
