import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import * as z from 'zod'

/** One outlet's feed as it stood from an instant until the next recording. */
interface Recording {
  readonly from: Date
  readonly file: string
}

interface Outlet {
  readonly recordings: readonly Recording[]
  /** Response headers the outlet was recorded with. */
  readonly headers: Readonly<Record<string, string>>
}

const RECORDING = /^(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})Z\.xml$/

/**
 * Serve recorded polls on loopback as the outlets would have, at the demo's own time:
 * `/<outlet>.xml` is the latest recording not after `now`, with an ETag, answering 304 to it.
 */
export async function serveRecordings(
  folder: string,
  now: () => Date,
): Promise<{ url: string; close(): Promise<void> }> {
  const outlets = readOutlets(folder)
  const server = createServer((request, response) => {
    const name = /^\/([a-z0-9-]+)\.xml$/.exec(request.url ?? '')?.[1]
    const outlet = name === undefined ? undefined : outlets.get(name)
    const recording = outlet?.recordings.findLast(({ from }) => from <= now())
    if (!outlet || !recording) return end(response, 404)
    const body = readFileSync(recording.file)
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
    if (request.headers['if-none-match'] === etag) return end(response, 304, { etag })
    end(response, 200, { 'content-type': 'application/xml', ...outlet.headers, etag }, body)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function readOutlets(folder: string): Map<string, Outlet> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return new Map(names.map(({ name }) => [name, readOutlet(join(folder, name))]))
}

function readOutlet(folder: string): Outlet {
  const files = readdirSync(folder).toSorted()
  const recordings = files.flatMap((name) => {
    const [, day, hour, minute] = RECORDING.exec(name) ?? []
    if (day === undefined) return []
    return [{ from: new Date(`${day}T${hour}:${minute}:00Z`), file: join(folder, name) }]
  })
  const headers = files.includes('headers.json')
    ? z
        .record(z.string(), z.string())
        .parse(JSON.parse(readFileSync(join(folder, 'headers.json'), 'utf8')))
    : {}
  return { recordings, headers }
}

function end(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body?: Buffer,
): void {
  response.writeHead(status, headers).end(body)
}
