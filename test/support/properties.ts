import { configureGlobal } from 'fast-check'

/**
 * fast-check with one seed for everybody, so that a change is judged on the same examples here and
 * elsewhere. `PROPERTY_SEED=$RANDOM npx vitest run src/core` looks at others.
 */
configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_250_712) })

export * from 'fast-check'
