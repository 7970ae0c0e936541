import { createContext } from 'react-router'

/** The nonce that the Express server put into this response's Content-Security-Policy; none in development. */
export const nonceContext = createContext<string | undefined>(undefined)
