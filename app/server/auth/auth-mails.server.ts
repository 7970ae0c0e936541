import type { Mail } from './mailer.server.ts'

type Reader = { name: string; email: string; emailVerified: boolean }

/** The visitor who typed an address chose the name too: a mail to an unconfirmed address contains no text of theirs. */
const greet = ({ name, emailVerified }: Reader) => (emailVerified ? `Hello ${name},` : 'Hello,')

export function writeResetMail(reader: Reader, url: string): Mail {
  return {
    to: reader.email,
    subject: 'Choose a new password for AppFrames',
    text: `${greet(reader)}

somebody, probably you, asked for a new password for your AppFrames account. Choose it here within one hour:

${url}

If it was not you, leave this mail alone: your password stays as it is.
`,
  }
}

export function writeVerificationMail(reader: Reader, url: string): Mail {
  return {
    to: reader.email,
    subject: 'Confirm your e-mail address for AppFrames',
    text: `${greet(reader)}

confirm that this is your address, within one day:

${url}

If you have no AppFrames account, leave this mail alone: without you nothing happens.
`,
  }
}

/** For an address that was typed into the form for new accounts. */
export function writeExistingAccountMail(reader: Reader, publicUrl: string): Mail {
  return {
    to: reader.email,
    subject: 'You have an AppFrames account already',
    text: `${greet(reader)}

somebody, probably you, tried to create an AppFrames account with this address. There is one already. Sign in to it:

${publicUrl}/sign-in

If you do not know its password, choose a new one:

${publicUrl}/forgot-password

If it was not you, leave this mail alone: nothing has changed.
`,
  }
}
