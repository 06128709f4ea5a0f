/**
 * Run by `npm run build` after the compiler: all that commands read at their start in a few files
 * instead of six hundred, and the thread that reads bodies likewise. What only some of them need is
 * left where it lies.
 */
import { readdir, readFile, rm } from 'node:fs/promises'
import { basename, dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const dist = fileURLToPath(new URL('..', import.meta.url))
const outdir = `${dist}bundle`

/** PGlite finds its files beside itself, and the others are read by few commands. */
const LEFT_OUT = [
  '@electric-sql/pglite',
  '@mozilla/readability',
  'bullmq',
  'fastify',
  'ioredis',
  'jschardet',
  'linkedom',
  'nodemailer',
  'pg',
]

/** The one program beside the command's; its starter looks for it in the bundle. */
const THREAD = 'adapters/parser/reading-thread.js'
const STARTER = `${dist}adapters/parser/start-thread.js`

/** A module that asks where it lies is told where the compiler put it: what it looks for is there. */
const whereItLay: Plugin = {
  name: 'where it lay',
  setup(bundling) {
    bundling.onLoad({ filter: /\.js$/ }, async ({ path }) => {
      if (!path.startsWith(dist) || path === STARTER) return undefined
      const place = JSON.stringify(relative(outdir, path))
      const text = await readFile(path, 'utf8')
      return {
        contents: text.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`),
        resolveDir: dirname(path),
      }
    })
  },
}

/** Of undici what visits and posts: its own index reads all of fetch, WebSocket and caches. */
const visitorAlone: Plugin = {
  name: 'visitor alone',
  setup(bundling) {
    bundling.onResolve({ filter: /^undici$/ }, ({ path }) => ({ path, namespace: 'visitor' }))
    bundling.onLoad({ filter: /^/, namespace: 'visitor' }, () => ({
      contents: `
        import Agent from 'undici/lib/dispatcher/agent.js'
        import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'
        import api from 'undici/lib/api/index.js'
        import buildConnector from 'undici/lib/core/connect.js'
        Object.assign(Dispatcher.prototype, api)
        export { Agent, buildConnector }`,
      resolveDir: dist,
    }))
  },
}

const { metafile } = await build({
  entryPoints: [`${dist}app/cli.js`, `${dist}${THREAD}`],
  entryNames: '[name]',
  outdir,
  bundle: true,
  metafile: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: LEFT_OUT,
  plugins: [whereItLay, visitorAlone],
  logLevel: 'warning',
  // Of those within some are CommonJS and ask for modules of Node.
  banner: {
    js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
  },
})

// Last, because a program may be running from the files of an earlier build.
const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)))
for (const name of await readdir(outdir)) if (!made.has(name)) await rm(`${outdir}/${name}`)
