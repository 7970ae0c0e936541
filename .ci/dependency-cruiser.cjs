/**
 * The arrows between the rooms, one line per room (app/README.md draws them). `may` lists what a room may import besides
 * itself; everything else under app/ or db/ is refused.
 */
const rooms = [
  {
    room: 'app/document',
    may: [],
    reason: 'The document is pure data: every other room, a worker and a command line read it.',
  },
  {
    room: 'app/sync',
    may: ['app/document/'],
    reason: 'Sync is logic over ports: time, network, storage and locks are handed in.',
  },
  {
    room: 'app/ui',
    may: [],
    reason: 'Widgets know no product data, so any page may use them and none drags the editor in.',
  },
  {
    room: 'app/media',
    may: ['app/document/', 'app/ui/', 'app/sync/(ports|time|back-off|status|value-store)\\.ts$'],
    reason: 'A picture is checked, shown and synced over ports, without knowing where it will be stored.',
  },
  {
    room: 'app/local',
    may: ['app/document/', 'app/sync/(ports|sync-store)\\.ts$'],
    reason: 'Storage implements ports; it must not know the engine that calls it, nor React.',
  },
  {
    room: 'app/editor',
    may: ['app/document/', 'app/media/', 'app/ui/'],
    reason: 'The editor declares the session it needs; storage and sync are handed in, so it runs anywhere.',
  },
  {
    room: 'app/client',
    may: ['app/document/', 'app/sync/', 'app/ui/', 'app/media/', 'app/local/', 'app/editor/'],
    reason: "The browser's composition root wires the rooms above it; it is never reached from them.",
  },
  {
    room: 'app/server',
    may: ['app/document/', 'app/sync/protocol\\.ts$', 'db/'],
    reason:
      'Server rules share the document and the wire with the browser, and nothing of the browser itself.',
  },
  {
    room: 'db',
    may: [],
    types: ['app/document/'],
    reason: 'The schema stores documents; it names their types and runs none of their code.',
  },
]

const pages = '^app/(routes/|routes\\.ts$|root\\.tsx$|entry\\.(client|server)\\.tsx$)'
const testFile = '(\\.test\\.tsx?$)|(^tests/)'

const arrows = rooms.map(({ room, may, types = [], reason }) => ({
  name: `arrow-${room.replace('app/', '')}`,
  severity: 'error',
  comment: reason,
  from: { path: `^${room}/` },
  to: {
    path: '^(app|db)/',
    pathNot: [
      `^${room}/`,
      ...may.map((target) => `^${target}`),
      ...types.map((target) => `^${target}`),
      pages,
    ],
  },
}))

const typesOnly = rooms.flatMap(({ room, types = [], reason }) =>
  types.map((target) => ({
    name: `arrow-${room.replace('app/', '')}-types-only`,
    severity: 'error',
    comment: reason,
    from: { path: `^${room}/`, pathNot: testFile },
    to: { path: `^${target}`, dependencyTypesNot: ['type-only'] },
  })),
)

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    ...typesOnly,
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle means that neither file can be read, tested or moved without the other.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nobody-imports-pages',
      severity: 'error',
      comment: 'Routes are the thin top of the house: what two of them share moves down into a room.',
      from: { pathNot: [pages, testFile] },
      to: { path: pages },
    },
    {
      name: 'server-files-stay-on-the-server',
      severity: 'error',
      comment:
        'A *.server.ts file reached from a browser room, by any path, would put secrets into the bundle or break the build.',
      from: { path: '^app/(document|sync|ui|media|local|editor|client)/' },
      to: { path: '\\.server\\.tsx?$', reachable: true },
    },
    {
      name: 'pure-rooms-touch-nothing',
      severity: 'error',
      comment:
        'document and sync run in pages, workers, the service worker and Node alike: no platform module, no framework.',
      from: { path: '^app/(document|sync)/', pathNot: testFile },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: 'node_modules/(zod|fractional-indexing|node-diff3)/',
      },
    },
    {
      name: 'product-needs-no-dev-package',
      severity: 'error',
      comment:
        'A production install leaves development packages out, so shipped code that needs one breaks only there.',
      from: { path: '^(app|db)/', pathNot: [testFile, '^app/routes\\.ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-needs-no-test-code',
      severity: 'error',
      comment: 'Fakes and factories must never be what a user runs.',
      from: { path: '^(app|db)/', pathNot: testFile },
      to: { path: testFile },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      comment:
        'An import that resolves to nothing hides a broken arrow. Virtual modules and generated types are not files.',
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: '^(virtual:|.*\\?(url|worker|raw)$|\\./\\+types/|\\.\\./\\+types/)',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|\\.react-router|\\.data|test-results)/' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
