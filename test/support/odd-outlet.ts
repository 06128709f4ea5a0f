import { createServer } from 'node:http'
import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { selfSigned } from './self-signed.ts'

export interface Asked {
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

/** An outlet on loopback that writes down how it was asked and answers as it is told. */
export interface OddOutlet {
  readonly url: string
  readonly port: number
  readonly asked: Asked[]
  /** The certificate to trust, where it speaks TLS. */
  readonly certificate: string
  answer: RequestListener
  close(): Promise<void>
}

/** Open an outlet on a free port; over TLS with a certificate made for the occasion. */
export async function openOddOutlet(scheme: 'http' | 'https' = 'http'): Promise<OddOutlet> {
  const identity = selfSigned('localhost')
  const listener: RequestListener = (request, response) => {
    outlet.asked.push({ path: request.url ?? '', headers: request.headers })
    outlet.answer(request, response)
  }
  const server: Server =
    scheme === 'http' ? createServer(listener) : createTlsServer(identity, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const outlet: OddOutlet = {
    url: `${scheme}://${scheme === 'http' ? '127.0.0.1' : 'localhost'}:${port}`,
    port,
    asked: [],
    certificate: identity.cert,
    answer: (_, response) => response.end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return outlet
}
