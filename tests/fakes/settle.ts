/**
 * Until everything that was begun has come as far as it can without its clock. In turns of the event loop and not in
 * milliseconds alone, which pass on a crowded machine before anything has run.
 */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setTimeout(resolve, 20))
}
