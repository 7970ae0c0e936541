const rightToLeft = /^(?:ar|fa|he|iw|ur|ps|sd|ug|yi|dv|ckb)(?:-|$)/i

/** The direction in which the language is written; `getTextInfo` is missing in Firefox. */
export function getLocaleDirection(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.test(locale) ? 'rtl' : 'ltr'
}
