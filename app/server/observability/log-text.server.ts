const LOG_TEXT_MAX_LENGTH = 500

/** No more of a text is looked at: an attacker chooses how long it is. */
const READ_MAX_LENGTH = 4 * LOG_TEXT_MAX_LENGTH

/**
 * A library's or driver's text in the form of the log: one line, bounded, without personal data. Addresses of people
 * and of pages are left out, and every token-length string.
 */
export function toLogText(text: string, maxLength = LOG_TEXT_MAX_LENGTH): string {
  const line = text
    .slice(0, READ_MAX_LENGTH)
    // Line breaks of every kind, and what a terminal takes for commands.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\b[a-z][a-z0-9+.-]{1,20}:\/\/\S*/gi, '<url>')
    .replace(/[^\s@<>"'(),;:]{1,128}@[^\s@<>"'(),;:]{1,255}/g, '<e-mail>')
    // Not the numbers of requests.
    .replace(/(?<![\w-])(?![0-9a-f]{8}-[0-9a-f]{4}-)(?=[A-Za-z+_=%-]*\d)[A-Za-z0-9+_=%-]{32,}/g, '<token>')
    .trim()
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line
}
