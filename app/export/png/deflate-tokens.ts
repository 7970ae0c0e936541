/**
 * What a block of deflate is made of, one number each: the three bytes of a pixel, the lowest first; a repetition; or a
 * single byte, as a row's filter is.
 */
export const MATCH = 1 << 24
export const BYTE = 1 << 25

/** 3–258 bytes from 1–32768 bytes ago. */
export const createMatch = (length: number, distance: number): number =>
  MATCH | ((length - 3) << 15) | (distance - 1)

export const byteToken = (byte: number): number => BYTE | byte

export type Tokens = { readonly list: Int32Array; count: number }

/** Enough for a block's code to pay off, few enough to adapt to different parts of a picture. */
export const tokensPerBlock = 24_576
