// Installs the S3 server of the integration tests (Ceph's gateway) for `npm run test:nightly`.
import { run } from './ensure.mjs'

const PACKAGES = ['radosgw', 'ceph-mon', 'ceph-osd']
const INSTALL_TIMEOUT_MS = 15 * 60_000

/**
 * Only where no confirmation is needed: Debian and its derivatives, as root. Elsewhere, and where it fails, the tests
 * on a bucket are skipped and counted as such (tests/integration/setup/s3-server.ts).
 */
export async function ensureS3Server() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return
  if ((await run('which', ['radosgw', 'ceph-mon', 'ceph-osd'])).code === 0) return
  console.log('Installing an S3 server for the tests…')
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...PACKAGES]]) {
    const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: INSTALL_TIMEOUT_MS }
    const { code, output } = await run('apt-get', args, options)
    if (code === 0) continue
    console.log(`apt-get ${args[0]} failed: ${output.trim().split('\n').at(-1)}`)
    return
  }
}
