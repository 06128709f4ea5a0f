import { VisitTrouble } from './visit-trouble.ts'

/**
 * Where an answer sends us, or undefined when it does not. Throws VisitTrouble for a redirect
 * that is not followed: to nowhere, to something that is not the web, or out of https.
 */
export function redirectTarget(from: URL, status: number, location?: string): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined
  if (!location) throw new VisitTrouble(`answered ${status} without saying where to go`)
  return targetFrom(from, location)
}

/** Where an outlet sends us by an address in its answer. Throws VisitTrouble as above. */
export function targetFrom(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href)) {
    throw new VisitTrouble(`redirected to "${location.slice(0, 200)}", which is not an address`)
  }
  const target = new URL(location, from)
  target.hash = ''
  // Names and passwords in an address are for the outlet that gave them, and nobody else.
  target.username = ''
  target.password = ''
  if (!/^https?:$/.test(target.protocol)) {
    throw new VisitTrouble(`redirected to ${target.protocol} instead of the web`)
  }
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    throw new VisitTrouble(
      `redirected from https to unprotected http: ${target.href.slice(0, 200)}`,
    )
  }
  return target
}
