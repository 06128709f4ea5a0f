/** What one look of the doctor found. */
export interface Finding {
  readonly about: string
  readonly state: 'well' | 'doubtful' | 'ill'
  readonly found: string
  /** What to do about it. */
  readonly next?: string
}

export function well(about: string, found: string): Finding {
  return { about, state: 'well', found }
}

export function doubtful(about: string, found: string, next: string): Finding {
  return { about, state: 'doubtful', found, next }
}

export function ill(about: string, found: string, next: string): Finding {
  return { about, state: 'ill', found, next }
}
