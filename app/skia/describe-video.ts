export const describeVideo = (name: string): string =>
  `“${name}” is a video, of which the command line cannot draw a picture. Export it in the browser.`
