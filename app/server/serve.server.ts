import { createRequestHandler } from '@react-router/express'
import express from 'express'

export const app = express()
app.use(
  createRequestHandler({
    // @ts-expect-error the virtual module exists only inside the build
    build: () => import('virtual:react-router/server-build'),
  }),
)
