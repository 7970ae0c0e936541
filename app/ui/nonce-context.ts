import { createContext } from 'react'

/** The Content-Security-Policy nonce of this response; only the server knows one. */
export const NonceContext = createContext<string | undefined>(undefined)
