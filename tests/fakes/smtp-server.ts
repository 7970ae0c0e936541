import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

export type ReceivedMail = { from: string; to: string; text: string }

/** A mail server with the few commands that sending needs (RFC 5321), which stores its mails. */
export type SmtpServer = {
  url: string
  mails: ReceivedMail[]
  /** Resolves with the next unread mail for this address. */
  nextMailTo(address: string): Promise<ReceivedMail>
  stop(): Promise<void>
}

export async function startSmtpServer(): Promise<SmtpServer> {
  const mails: ReceivedMail[] = []
  const taken = new Set<ReceivedMail>()
  const sockets = new Set<Socket>()
  let wake: () => void = () => undefined
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serve(socket, (mail) => {
      mails.push(mail)
      wake()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    async nextMailTo(to) {
      while (true) {
        const mail = mails.find((one) => one.to === to && !taken.has(one))
        if (mail !== undefined) {
          taken.add(mail)
          return mail
        }
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function serve(socket: Socket, keep: (mail: ReceivedMail) => void): void {
  const response = (line: string) => socket.write(`${line}\r\n`)
  let mail: ReceivedMail = { from: '', to: '', text: '' }
  let isData = false
  let rest = ''
  response('220 tests ESMTP')
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString('utf8')).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  })

  function take(line: string): void {
    if (isData) {
      if (line !== '.') mail.text += `${line.replace(/^\./, '')}\n`
      else {
        isData = false
        keep({ ...mail, text: decodeQuotedPrintable(mail.text) })
        response('250 kept')
      }
      return
    }
    const [, command = '', value = ''] = /^(\w+)\s*(.*)$/.exec(line) ?? []
    switch (command.toUpperCase()) {
      case 'EHLO':
      case 'HELO':
        return void response('250 tests')
      case 'MAIL':
        mail = { from: readAddress(value), to: '', text: '' }
        return void response('250 ok')
      case 'RCPT':
        mail.to = readAddress(value)
        return void response('250 ok')
      case 'DATA':
        isData = true
        return void response('354 go on')
      case 'QUIT':
        response('221 bye')
        return void socket.end()
      default:
        return void response('502 not here')
    }
  }
}

const readAddress = (value: string) => /<([^>]*)>/.exec(value)?.[1] ?? ''

function decodeQuotedPrintable(text: string): string {
  return text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
