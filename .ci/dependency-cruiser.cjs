/**
 * The arrows between the modules, one entry per module (app/README.md lists them). `may` lists what a module may import
 * besides itself; everything else under app/ or db/ is refused.
 */
const modules = [
  {
    module: 'app/document',
    may: [],
    reason: 'The document is pure data: every other module, a worker and a command line read it.',
  },
  {
    module: 'app/media-formats',
    may: ['app/document/'],
    reason: 'One set of rules for files, read by browser, worker and server alike.',
  },
  {
    module: 'app/captions',
    may: ['app/document/'],
    reason: 'Captions as rows and files: read by the page, a worker and a command line alike.',
  },
  {
    module: 'app/observable',
    may: [],
    reason: 'One observable value and its hook; it knows nothing of what is observed.',
  },
  {
    module: 'app/canvas',
    may: [],
    reason: 'Whether what is read from a canvas can be trusted is asked by pages and workers alike.',
  },
  {
    module: 'app/worker-pool',
    may: [],
    reason: 'A queue over workers; it knows nothing of the work.',
  },
  {
    module: 'app/sync',
    may: ['app/document/', 'app/media-formats/', 'app/observable/observable\\.ts$'],
    reason: 'Sync is logic over ports: time, network, storage and locks are handed in.',
  },
  {
    module: 'app/ui',
    may: ['app/observable/'],
    reason: 'Widgets know no product data, so any page may use them and none drags the editor in.',
  },
  {
    module: 'app/storage',
    may: ['app/document/', 'app/media-formats/', 'app/sync/ports/'],
    reason: 'Storage implements ports; it must not know the engine that calls it, nor React.',
  },
  {
    module: 'app/render',
    may: ['app/document/', 'app/media-formats/'],
    reason: 'Drawing is code over a 2D context: the stage, workers, tests and a command line share it.',
  },
  {
    module: 'app/export',
    may: [
      'app/archive/open-zip\\.ts$',
      'app/canvas/',
      'app/document/',
      'app/media-formats/',
      'app/render/',
      'app/worker-pool/',
    ],
    reason: 'Plans and encodes files without React, in pages and workers.',
  },
  {
    module: 'app/media',
    may: ['app/canvas/', 'app/document/', 'app/media-formats/', 'app/worker-pool/'],
    reason: 'A picture is checked, measured and cropped without knowing where it will be stored.',
  },
  {
    module: 'app/archive',
    may: ['app/document/', 'app/media-formats/'],
    reason: 'An archive is read and written alike in a page and by the command line: bytes are handed in.',
  },
  {
    module: 'app/intake',
    may: [
      'app/archive/',
      'app/document/',
      'app/export/(file-layouts|store-locales)\\.ts$',
      'app/media-formats/',
      'app/media/',
      'app/ui/',
    ],
    reason:
      'One plan for files that arrive, in a page or by the command line; where they are stored is handed in.',
  },
  {
    module: 'app/media-library',
    may: [
      'app/document/',
      'app/media-formats/',
      'app/media/',
      'app/observable/',
      'app/sync/media/',
      'app/ui/',
    ],
    reason: 'The library is shown over a port; storage and network are handed in.',
  },
  {
    module: 'app/editor',
    may: [
      'app/canvas/',
      'app/archive/archive-file-name\\.ts$',
      'app/captions/',
      'app/document/',
      'app/export/',
      'app/intake/',
      'app/media/',
      'app/media-library/',
      'app/observable/',
      'app/render/',
      'app/ui/',
    ],
    reason: 'The editor declares the session it needs; storage and sync are handed in, so it runs anywhere.',
  },
  {
    module: 'app/client',
    may: [
      'app/archive/',
      'app/canvas/',
      'app/document/',
      'app/media-formats/',
      'app/observable/',
      'app/sync/',
      'app/ui/',
      'app/media/',
      'app/media-library/',
      'app/storage/',
      'app/render/',
      'app/export/',
      'app/intake/',
      'app/editor/ports/',
    ],
    reason: "The browser's composition root wires the modules above it; it is never reached from them.",
  },
  {
    module: 'app/skia',
    may: ['app/document/', 'app/export/', 'app/media-formats/', 'app/render/', 'app/worker-pool/'],
    reason: 'Drawing without a browser: the command line and the process that the server draws in share it.',
  },
  {
    module: 'app/cli',
    may: [
      'app/archive/',
      'app/captions/',
      'app/document/',
      'app/export/',
      'app/intake/plan/',
      'app/media-formats/',
      'app/render/',
      'app/skia/',
      'app/worker-pool/',
    ],
    reason: 'The command line draws and names files by the same code as the browser, without one.',
  },
  {
    module: 'app/server',
    may: [
      'app/archive/manifest\\.ts$',
      'app/document/',
      'app/export/(export-target|plan-drawing)\\.ts$',
      'app/media-formats/',
      'app/render/project-locales\\.ts$',
      'app/skia/(drawing-messages|start-drawing-process)\\.ts$',
      'app/sync/protocol/',
      'app/worker-pool/',
      'db/',
    ],
    reason:
      'Server rules share the document, the wire and the plan of a drawing with the browser, and nothing of the browser itself.',
  },
  {
    module: 'db',
    may: [],
    types: ['app/document/'],
    reason: 'The schema stores documents; it names their types and runs none of their code.',
  },
]

const pages = '^app/(routes/|routes\\.ts$|root\\.tsx$|entry\\.(client|server)\\.tsx$)'
const testFile = '(\\.test\\.tsx?$)|(^tests/)'

const arrows = modules.map(({ module, may, types = [], reason }) => ({
  name: `arrow-${module.replace('app/', '')}`,
  severity: 'error',
  comment: reason,
  from: { path: `^${module}/` },
  to: {
    path: '^(app|db)/',
    pathNot: [
      `^${module}/`,
      ...may.map((target) => `^${target}`),
      ...types.map((target) => `^${target}`),
      pages,
    ],
  },
}))

const typesOnly = modules.flatMap(({ module, types = [], reason }) =>
  types.map((target) => ({
    name: `arrow-${module.replace('app/', '')}-types-only`,
    severity: 'error',
    comment: reason,
    from: { path: `^${module}/`, pathNot: testFile },
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
      comment: 'Routes are the thin top of the house: what two of them share moves down into a module.',
      from: { pathNot: [pages, testFile] },
      to: { path: pages },
    },
    {
      name: 'server-files-stay-on-the-server',
      severity: 'error',
      comment:
        'A *.server.ts file reached from a browser module, by any path, would put secrets into the bundle or break the build.',
      from: {
        path: '^app/(archive|canvas|captions|cli|document|intake|media-formats|observable|sync|ui|media|media-library|storage|render|export|editor|client|skia|worker-pool)/',
      },
      to: { path: '\\.server\\.tsx?$', reachable: true },
    },
    {
      name: 'pure-modules-touch-nothing',
      severity: 'error',
      comment:
        'archive, captions, document, media-formats and sync run in pages, workers, the service worker and Node alike: no platform module, no framework.',
      from: {
        path: '^app/(archive|captions|document|media-formats|sync|observable/observable)',
        pathNot: testFile,
      },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: 'node_modules/(zod|fractional-indexing|node-diff3|@zip\\.js/zip\\.js|brotli)/',
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
