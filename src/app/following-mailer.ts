import { isDeepStrictEqual } from 'node:util'
import type { Mailer } from '../ports.ts'
import { messageOf } from './system-error.ts'

/**
 * A mailer that is opened anew when a mail finds other settings than the one before it. Mails in
 * hand end on the line they began on, which hangs up by itself when it is idle. Throws what `open`
 * throws now; later that is trouble with a mail, which is tried again.
 */
export async function openFollowing<Settings>(
  settings: () => Settings,
  open: (settings: Settings) => Promise<Mailer>,
): Promise<Mailer> {
  let used = settings()
  let line = await open(used)
  const lines = [line]
  let changing: Promise<void> = Promise.resolve()
  async function change(): Promise<void> {
    const wanted = settings()
    if (isDeepStrictEqual(wanted, used)) return
    line = await open(wanted)
    used = wanted
    lines.push(line)
  }
  return {
    async post(message) {
      const changed = changing.then(change)
      changing = changed.catch(() => {})
      try {
        await changed
      } catch (error) {
        return { outcome: 'trouble', receipt: `the settings of mail: ${messageOf(error)}` }
      }
      return line.post(message)
    },
    close: async () => void (await Promise.all(lines.map((one) => one.close()))),
  }
}
