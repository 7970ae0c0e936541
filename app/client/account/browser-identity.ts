import { createIdentityStore } from '#app/storage/database/identity-store.ts'
import type { IdentityPlaces } from './identity.ts'

/** The browser's stores for the signed-in identity. */
export function getIdentityPlaces(): IdentityPlaces {
  return { store: createIdentityStore(), cache: localStorage, cookies: document }
}
