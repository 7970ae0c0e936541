import { acceptedFiles } from '#app/media-library/accepted-files.ts'

/** The system's dialog for captures and ZIPs, or for a folder; resolves when something was chosen. */
export function pickCaptures(kind: 'files' | 'folder'): Promise<readonly File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  if (kind === 'folder') input.webkitdirectory = true
  else input.accept = `${acceptedFiles},.zip`
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true })
    input.click()
  })
}
