import type { PictureImporter } from '#app/media/import-picture.ts'

/**
 * A picture importer whose code is loaded for the first picture. Where it cannot be loaded the file is refused with a
 * sentence, and the next file tries again.
 */
export function createLaterImporter(): PictureImporter {
  let opening: Promise<PictureImporter | undefined> | undefined
  let isClosed = false

  function open(): Promise<PictureImporter | undefined> {
    opening ??= import('#app/media/import-picture.ts').then(
      ({ createPictureImporter }) => {
        const importer = createPictureImporter()
        if (isClosed) importer.close()
        return importer
      },
      (error: unknown) => {
        opening = undefined
        console.warn('The import of pictures could not be loaded.', error)
        return undefined
      },
    )
    return opening
  }

  return {
    async importPicture(file, signal) {
      const importer = await open()
      if (importer !== undefined) return importer.importPicture(file, signal)
      const message = `“${file.name}” was not added, because a part of AppFrames could not be loaded. Check the connection and add it again.`
      return { kind: 'refused', message }
    },
    createThumbnail: async (file) => (await open())?.createThumbnail(file),
    close() {
      isClosed = true
      void opening?.then((importer) => importer?.close())
    },
  }
}
