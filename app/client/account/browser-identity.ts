import { createIdentityStore } from '#app/storage/database/identity-store.ts'
import type { IdentityPlaces } from './identity.ts'

/** Where this browser keeps who is signed in. */
export function getIdentityPlaces(): IdentityPlaces {
  return { store: createIdentityStore(), cache: localStorage, cookies: document }
}
