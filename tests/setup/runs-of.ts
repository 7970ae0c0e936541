import { isNightly } from './is-nightly.ts'

/** How often a property is tried: as often as given in the nightly run, a quarter of it in the gate, with new inputs each time. */
export const runsOf = (count: number): number => (isNightly ? count : Math.ceil(count / 4))
