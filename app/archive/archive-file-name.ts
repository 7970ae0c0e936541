/** With the dot. */
export const ARCHIVE_EXTENSION = '.appframes'

/** A project file, or a backup under the name that appscreen gives it. */
export const isArchiveName = (fileName: string): boolean =>
  fileName.toLowerCase().endsWith(ARCHIVE_EXTENSION) || /^appscreen.*\.json$/i.test(fileName)
