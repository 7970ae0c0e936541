/** True in a run of `npm run test:nightly`, which leaves nothing out. */
export const isNightly = process.env.NIGHTLY === '1'
