import { anybody, testWatch } from '../backtest/test-watch.ts'
import { loadSeeds } from '../load-seeds.ts'
import type { WatchesView } from './pages/watches.ts'
import { watchOf, type WatchForm } from './watch-form.ts'
import type { WebParts } from './web-parts.ts'

/** How far back the page tries a watch, and the hits that may have; a command tries more. */
const TRIED_DAYS = 30
const MOST_PLACED = 3000
const SAMPLES = 5

/** Try on history what a form asks for. */
export type Trials = (form: WatchForm) => Promise<Pick<WatchesView, 'problem' | 'test'>>

/** One trial at a time: each reads all that is kept, in the process that polls. */
export function openTrials(
  parts: Pick<WebParts, 'followed' | 'files'> & {
    readonly world: Pick<WebParts['world'], 'now'> & {
      readonly store: Pick<WebParts['world']['store'], 'history'>
    }
  },
): Trials {
  let running = false
  return async (form) => {
    if (running) {
      return { problem: { problem: 'another watch is being tried: try again when it is through' } }
    }
    running = true
    try {
      return await tryOut(parts, form)
    } finally {
      running = false
    }
  }
}

async function tryOut(
  { world, followed, files }: Parameters<typeof openTrials>[0],
  form: WatchForm,
): ReturnType<Trials> {
  const read = watchOf(form, followed.current.vocabulary)
  if (!read.ok) return { problem: read }
  const { subscribers, feeds } = followed.current
  const to = world.now()
  const result = await testWatch({
    history: world.store,
    watch: read.watch,
    plan: { feeds, subscribers: subscribers.length > 0 ? subscribers : [anybody] },
    seeds: files ? await loadSeeds(files.seeds) : [],
    since: new Date(to.getTime() - TRIED_DAYS * 86_400_000),
    to,
    samples: SAMPLES,
    mostPlaced: MOST_PLACED,
  })
  return result.ok ? { test: result.test } : { problem: { problem: result.problem } }
}
