/** Writes threes of rows, each three in a transaction, and prints the number of each that stands. */
import { writeSync } from 'node:fs'
import { connectEmbedded } from '../built.ts'

const [, , folder = ''] = process.argv
const connection = await connectEmbedded(folder)
await connection.exec('CREATE TABLE IF NOT EXISTS written (n int, part int, filler text)')
const [row] = await connection.query<{ n: number }>('SELECT coalesce(max(n), 0) AS n FROM written')
for (let n = (row?.n ?? 0) + 1; ; n += 1) {
  await connection.transaction(async (sql) => {
    for (const part of [1, 2, 3]) {
      await sql.query('INSERT INTO written VALUES ($1, $2, repeat($3, 3000))', [n, part, 'news '])
    }
  })
  writeSync(1, `${n}\n`)
  if (n % 50 === 0) await connection.keepHouse()
}
