import { useEffect } from 'react'
import type { EditorController } from './editor-controller.ts'

/** After the first pictures, whose own fonts come first. */
const delayMs = 4000

const warn = (error: unknown) => console.warn('The fonts of a language could not be kept.', error)

/** Fetches the fonts of the project's languages completely, in the background, as soon as a language is added. */
export function useKeptFonts({ session }: EditorController): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let locales: unknown
    const keep = async () => {
      if (!navigator.onLine) return
      const { keepFonts } = await import('./keep-fonts.ts')
      await keepFonts(Object.keys(session.getProject().locales ?? {}))
    }
    const plan = () => {
      const next = session.getProject().locales
      if (next === locales) return
      locales = next
      clearTimeout(timer)
      timer = setTimeout(() => void keep().catch(warn), delayMs)
    }
    plan()
    const unsubscribe = session.subscribe(plan)
    const retry = () => void keep().catch(warn)
    window.addEventListener('online', retry)
    return () => {
      clearTimeout(timer)
      unsubscribe()
      window.removeEventListener('online', retry)
    }
  }, [session])
}
