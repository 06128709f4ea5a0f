/** Mails as Python's email package reads them: a parser of another language, which keeps a list of defects. */
import { spawnSync } from 'node:child_process'

export interface MailInPython {
  /** Of the mail, its parts and its headers; empty where all is as the RFCs have it. */
  readonly defects: readonly string[]
  readonly subject: string
  readonly messageId: string
  readonly text: string
  readonly html: string
}

const SCRIPT = `
import json, sys
from email import message_from_bytes, policy

def read(path):
    with open(path, 'rb') as file:
        mail = message_from_bytes(file.read(), policy=policy.default)
    parts = list(mail.walk())
    defects = [repr(one) for part in parts for one in part.defects]
    defects += [f'{name}: {one!r}' for part in parts for name, value in part.items()
                for one in getattr(value, 'defects', ())]
    body = lambda kind: mail.get_body((kind,)).get_content()
    return dict(defects=defects, subject=str(mail['Subject']), messageId=str(mail['Message-ID']),
                text=body('plain'), html=body('html'))

print(json.dumps([read(path) for path in sys.argv[1:]]))
`

/** Whether a Python 3 is found; with REQUIRE_BACKENDS=1 a missing one fails the run. */
export function hasPython(): boolean {
  if (spawnSync('python3', ['--version']).status === 0) return true
  const because = 'no python3 in the PATH'
  if (process.env['REQUIRE_BACKENDS'] === '1') throw new Error(`REQUIRE_BACKENDS=1, but ${because}`)
  console.warn(`not tried: mails read by Python's email package: ${because}`)
  return false
}

export function readInPython(files: readonly string[]): readonly MailInPython[] {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', SCRIPT, ...files], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as MailInPython[]
}
