import { SMTPServer } from 'smtp-server'

/** A mail server on loopback that keeps what it took and, while `faults`, fails in four ways; `isDown`, it turns everybody away. */
export async function startMailServer(faults = true) {
  const received = []
  const sockets = new Map()
  const counts = { turnedAway: 0, putOff: 0, diedInData: 0, diedAfterDot: 0, hung: 0 }
  const self = { faults, isDown: false, counts, received: async () => received }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect(session, answer) {
      sockets.set(
        session.id,
        [...server.connections].find((one) => one.id === session.id),
      )
      answer()
    },
    // Not at the connection: clients keep theirs from before.
    onMailFrom(_, __, answer) {
      if (!self.isDown) return answer()
      counts.turnedAway += 1
      answer(Object.assign(new Error('down for the moment'), { responseCode: 421 }))
    },
    onClose: (session) => sockets.delete(session.id),
    onRcptTo(_, __, answer) {
      if (!self.faults || Math.random() > 0.1) return answer()
      counts.putOff += 1
      answer(Object.assign(new Error('come back later'), { responseCode: 451 }))
    },
    onData(stream, session, answer) {
      const chunks = []
      const chance = self.faults ? Math.random() : 1
      const die = () => sockets.get(session.id)?._socket.destroy()
      if (chance < 0.07) {
        counts.diedInData += 1
        stream.resume()
        die()
        return
      }
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        received.push(Buffer.concat(chunks))
        if (chance < 0.14) {
          counts.diedAfterDot += 1
          die()
        } else if (chance < 0.2) {
          counts.hung += 1
          setTimeout(answer, 2500)
        } else answer()
      })
    },
  })
  server.on('error', () => {})
  const port = await new Promise((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve(listening.address().port))
  })
  return Object.assign(self, { port, close: () => new Promise((done) => server.close(done)) })
}
