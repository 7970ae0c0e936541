/** Failures that tests of the shared server bring about on purpose. */
const expected = [
  // Two sign-ups with one address at once: Better Auth prints the error of the unique index.
  /Failed to create user/,
  // A passkey that cannot be read.
  /Sign-in: Failed to verify registration/,
  // React Router's text about an address that is no text.
  /A library says: The URL path … could not be decoded/,
  // A review's pictures without, or with damaged, captures.
  /is drawn without its captures/,
]

/** Lines of a server's stderr that no test expects. */
export function unexpectedErrors(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !expected.some((pattern) => pattern.test(line)))
}
