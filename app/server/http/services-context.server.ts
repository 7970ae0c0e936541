import { createContext } from 'react-router'
import type { Services } from '../services.server.ts'

/**
 * What Express hands on to loaders and actions. A file of its own, which nothing else makes anew: after a hot reload the key is still
 * the one under which the running server sets it.
 */
export const servicesContext = createContext<Services>()
