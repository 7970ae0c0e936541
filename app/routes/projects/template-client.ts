import type { Client } from '#app/client/create-client.ts'

export type TemplateClient = Pick<Client, 'startTemplate' | 'templates'>
