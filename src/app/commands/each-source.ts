import { readAnything, readSource, type SourceReading } from '../read-source.ts'
import { openFetcher } from '../world.ts'

/** Read files, addresses and `-` one after the other; what was wrong goes to standard error. */
export async function* eachSource(
  names: readonly string[],
  now: Date,
): AsyncGenerator<SourceReading> {
  const fetcher = openFetcher()
  try {
    for (const name of names) {
      const reading = await readAnything(await readSource(name, {}, fetcher, now), now)
      for (const problem of reading.parsed.problems) console.error(`${name}: ${problem}`)
      yield reading
    }
  } finally {
    await fetcher.close()
  }
}
