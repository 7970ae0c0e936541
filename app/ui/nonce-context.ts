import { createContext } from 'react'

/** The Content-Security-Policy nonce of this response; set on the server only. */
export const NonceContext = createContext<string | undefined>(undefined)
