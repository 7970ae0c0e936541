import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findFreePort } from '#db/embedded/postmaster.ts'

const execute = promisify(execFile)
const PROGRAMS = ['ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'ceph', 'monmaptool']
const START_TIMEOUT_MS = 60_000

export type S3Server = {
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
  stop(): Promise<void>
}

/**
 * A real S3 server for the tests: Ceph's gateway over a monitor and one store in memory, on 127.0.0.1 and random ports, in a
 * folder that goes afterwards. Undefined where its programs are missing: `npm run test:nightly` installs them.
 */
export async function startS3Server(): Promise<S3Server | undefined> {
  if (!(await isInstalled())) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'appframes-s3-'))
  const children: ChildProcess[] = []
  const failure = async () => {
    for (const child of children.reverse()) await end(child)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { ...(await start(folder, children)), stop: failure }
  } catch (error) {
    await failure()
    throw error
  }
}

async function start(folder: string, children: ChildProcess[]): Promise<Omit<S3Server, 'stop'>> {
  const [monitorPort, port] = [await findFreePort(), await findFreePort()]
  const storeId = randomUUID()
  const clusterId = randomUUID()
  const config = join(folder, 'ceph.conf')
  const keyring = join(folder, 'keyring')
  const monitorMap = join(folder, 'monitor-map')
  await mkdir(join(folder, 'monitor'))
  await mkdir(join(folder, 'store'))
  await writeFile(config, createConfig({ folder, clusterId, monitorPort }))
  const run = (program: string, ...args: string[]) =>
    execute(program, ['-c', config, ...args], { timeout: START_TIMEOUT_MS })
  const serve = (program: string, ...args: string[]) => {
    const child = spawn(program, ['-c', config, '-f', ...args], { stdio: 'ignore' })
    children.push(child)
    return child
  }

  await writeFile(keyring, '')
  for (const [name, ...caps] of [
    ['mon.', 'mon', 'allow *'],
    ['client.admin', 'mon', 'allow *', 'osd', 'allow *'],
    ['osd.0', 'mon', 'allow profile osd', 'osd', 'allow *'],
    ['client.rgw.a', 'mon', 'allow rw', 'osd', 'allow rwx'],
  ]) {
    const pairs = caps.flatMap((word, index) => (index % 2 === 0 ? ['--cap', word] : [word]))
    await execute('ceph-authtool', [keyring, '--gen-key', '-n', name ?? '', ...pairs])
  }
  const address = `[v2:127.0.0.1:${monitorPort}]`
  await execute('monmaptool', ['--create', '--addv', 'a', address, '--fsid', clusterId, monitorMap])
  await run('ceph-mon', '--mkfs', '-i', 'a', '--monmap', monitorMap, '--keyring', keyring)
  serve('ceph-mon', '-i', 'a')
  await run('ceph', '--connect-timeout', '30', 'osd', 'new', storeId)
  await run('ceph-osd', '--mkfs', '-i', '0', '--osd-uuid', storeId)
  serve('ceph-osd', '-i', '0')
  const [accessKeyId, secretAccessKey] = [randomBytes(10).toString('hex'), randomBytes(20).toString('hex')]
  const keys = [`--access-key=${accessKeyId}`, `--secret-key=${secretAccessKey}`]
  await run('radosgw-admin', 'user', 'create', '--uid=test', '--display-name=test', ...keys)
  const endpoint = `http://127.0.0.1:${port}`
  const gateway = serve('radosgw', '-n', 'client.rgw.a', `--rgw-frontends=beast endpoint=127.0.0.1:${port}`)
  await waitUntilAnswered(endpoint, gateway)
  return { endpoint, accessKeyId, secretAccessKey }
}

const createConfig = (options: { folder: string; clusterId: string; monitorPort: number }) => `[global]
fsid = ${options.clusterId}
mon host = [v2:127.0.0.1:${options.monitorPort}/0]
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind msgr1 = false
keyring = ${options.folder}/keyring
run dir = ${options.folder}
admin socket =
log file =
mon data = ${options.folder}/monitor
osd data = ${options.folder}/store
rgw data = ${options.folder}
osd objectstore = memstore
memstore device bytes = 2147483648
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd crush chooseleaf type = 0
mon allow pool size one = true
rgw rados pool pg num min = 1
`

async function isInstalled(): Promise<boolean> {
  const found = await Promise.allSettled(PROGRAMS.map((name) => execute('which', [name])))
  return found.every(({ status }) => status === 'fulfilled')
}

async function waitUntilAnswered(url: string, child: ChildProcess): Promise<void> {
  const deadlineMs = performance.now() + START_TIMEOUT_MS
  while (performance.now() < deadlineMs && child.exitCode === null) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    // The gateway prints nothing when it begins to listen.
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The S3 server of the tests does not answer.')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
