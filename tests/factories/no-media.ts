import type { EditorMedia } from '#app/editor/ports/session.ts'

/** Of a device that has no pictures. */
export const noMedia: EditorMedia = {
  loadImage: async () => undefined,
  loadSmallImage: async () => undefined,
  findFile: async () => undefined,
  findName: () => undefined,
  findSize: () => undefined,
  fetchFiles: async (mediaIds) => new Set(mediaIds),
  importFiles: async () => [],
  subscribe: () => () => undefined,
}
