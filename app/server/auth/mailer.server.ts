import { createTransport } from 'nodemailer'

export type Mail = { to: string; subject: string; text: string }
export type SendMail = (mail: Mail) => Promise<void>

/** @throws nodemailer's error when the mail server rejects the mail or does not respond. */
export function createSmtpMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): SendMail {
  const transport = createTransport(smtpUrl, { from })
  return async ({ to, subject, text }) => {
    await transport.sendMail({ to, subject, text })
  }
}
