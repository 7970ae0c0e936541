import { createIdentityStore } from '#app/storage/projects/identity-store.ts'
import type { IdentityPlaces } from './account/identity.ts'

/** Where this browser keeps who is signed in. */
export function getIdentityPlaces(): IdentityPlaces {
  return { store: createIdentityStore(), cache: localStorage, cookies: document }
}
