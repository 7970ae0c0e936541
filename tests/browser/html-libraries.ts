/** Libraries that make pictures of HTML, for the bench alone. */
export const htmlLibraries = ['html-to-image', 'modern-screenshot', 'snapdom'] as const
export type HtmlLibrary = (typeof htmlLibraries)[number]
