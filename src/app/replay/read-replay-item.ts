import * as z from 'zod'
import type { Item } from '../../model.ts'

/** One line of a file to replay: an item as it arrived. */
const replayLine = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  title: z.string().trim().min(1),
  text: z.string().nullish(),
  published: z.coerce.date().nullish(),
  source: z.string().nullish(),
  language: z.string().nullish(),
  url: z.string().nullish(),
})

/** The item of a JSON line, or what is wrong with the line in words. Other fields are left alone. */
export function readReplayItem(line: string): Item | { readonly problem: string } {
  const json = readJson(line)
  if (json === undefined) return { problem: 'not JSON; one object a line is expected' }
  const read = replayLine.safeParse(json)
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return { problem: problems.join('; ').replace(/^: /, '') }
  }
  const { id, title, text, published, source, language, url } = read.data
  return {
    id,
    feedId: 'file',
    key: id,
    title,
    url: url ?? '',
    outlet: source ?? '',
    ...(published && { published }),
    authors: [],
    summary: '',
    text: text ?? '',
    categories: [],
    ...(language && { language }),
  }
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
