import type { Mail } from './mailer.server.ts'

type Reader = { name: string; email: string }

export function writeResetMail({ name, email }: Reader, url: string): Mail {
  return {
    to: email,
    subject: 'Choose a new password for AppFrames',
    text: `Hello ${name},

somebody, probably you, asked for a new password for your AppFrames account. Choose it here within one hour:

${url}

If it was not you, leave this mail alone: your password stays as it is.
`,
  }
}

export function writeVerificationMail({ name, email }: Reader, url: string): Mail {
  return {
    to: email,
    subject: 'Confirm your e-mail address for AppFrames',
    text: `Hello ${name},

confirm that this is your address, within one day:

${url}

If you have no AppFrames account, leave this mail alone: without you nothing happens.
`,
  }
}
