/** @typedef {{ name: string, command: string }} FailedTest `command` runs it alone. */

/**
 * @param {any} report Vitest's JSON report, undefined when the runner died before writing it.
 * @param {{ root: string, project: string }} options `root`: the folder that the files are named from.
 * @returns {FailedTest[]} A file that could not be loaded is one of them.
 */
export function nameFailedVitest(report, { root, project }) {
  return (report?.testResults ?? []).flatMap(({ name, status, assertionResults }) => {
    const file = name.replace(`${root}/`, '')
    const command = `npx vitest run --project ${project} ${file}`
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [{ name: file, command }]
    return failed.map(({ fullName }) => ({
      name: `${file}: ${fullName}`,
      command: `${command} -t '${toPattern(fullName)}'`,
    }))
  })
}

/**
 * @param {any} report Playwright's JSON report, undefined when the runner died before writing it.
 * @returns {FailedTest[]}
 */
export function nameFailedPlaywright(report) {
  const listIn = ({ specs = [], suites = [] }) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ file, line, title }) => ({
        name: `${file}: ${title}`,
        command: `npx playwright test ${file}:${line}`,
      })),
    ...suites.flatMap(listIn),
  ]
  return report === undefined ? [] : listIn(report)
}

/** The title as Vitest's pattern, for a shell between single quotes. */
function toPattern(title) {
  return title.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll("'", '.')
}

/**
 * @param {{ name: string, failed: number, tests?: FailedTest[] }[]} results Of all steps.
 * @param {{ isNightly: boolean }} options
 * @returns {string[]} Two lines for each failure: its name, and the command. A step that names no test is one itself.
 */
export function describeFailed(results, { isNightly }) {
  const script = isNightly ? 'npm run test:nightly' : 'npm test'
  const prefix = isNightly ? 'NIGHTLY=1 ' : ''
  return results
    .filter(({ failed }) => failed > 0)
    .flatMap(({ name, tests = [] }) => {
      if (tests.length === 0) return [`- ${name}`, `    ${script} -- --only ${name}`]
      return tests.flatMap((test) => [`- ${name}: ${test.name}`, `    ${prefix}${test.command}`])
    })
}
