/**
 * What both ways of speaking SQL promise: the same values out for the same values in,
 * transactions that stand whole or not at all, and whatever BullMQ needs of a pool.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectPostgres } from '../../src/adapters/sql/connect-postgres.ts'
import type { Connection } from '../../src/adapters/sql/connection.ts'
import { BUILT, connectEmbedded } from '../support/built.ts'
import { connections, dropConnections, ownDatabase, postgresUrl } from '../support/backends.ts'

const home = await mkdtemp(join(tmpdir(), 'wirewatch-connection-'))
const inAThread = {
  name: 'embedded, in a thread',
  open: () => connectEmbedded(join(home, 'store'), { guarded: true }),
}
const backends = [...(await connections()), inAThread]
const server = await postgresUrl()
afterAll(() => rm(home, { recursive: true, force: true }))

interface Pool {
  query(
    text: string,
    parameters?: readonly unknown[],
  ): Promise<{ rows: unknown[]; rowCount: number }>
  connect(): Promise<PoolClient>
}

interface PoolClient {
  query: Pool['query']
  on(event: 'notification', listener: (told: { channel: string; payload: string }) => void): void
  removeAllListeners(): void
  release(destroy?: boolean): void
}

describe.each(backends)('the $name connection', (backend) => {
  let connection: Connection
  beforeAll(async () => {
    connection = await backend.open()
    await connection.exec('CREATE TABLE news (id bigserial PRIMARY KEY, title text UNIQUE)')
  })
  afterAll(() => connection.close())

  async function titles(): Promise<string[]> {
    const rows = await connection.query<{ title: string }>('SELECT title FROM news ORDER BY id')
    return rows.map(({ title }) => title)
  }

  test('tells of a statement nobody waited for, and none of its transaction stands', async () => {
    await connection.exec('CREATE TABLE sent (id int PRIMARY KEY)')
    const insert = 'INSERT INTO sent VALUES ($1)'
    const put = (...ids: number[]) =>
      connection.transaction(async (sql) => {
        await sql.query(insert, [10])
        for (const id of ids) sql.send(insert, [id])
      })
    const putAndLook = () =>
      connection.transaction(async (sql) => {
        sql.send(insert, ['one'])
        await sql.query('SELECT * FROM sent')
      })
    const putAndDie = () =>
      connection.transaction(async (sql) => {
        sql.send(insert, [1])
        throw new Error('killed')
      })
    await expect(putAndLook()).rejects.toThrow('invalid input syntax for type integer')
    await expect(putAndDie()).rejects.toThrow('killed')
    await expect(put(1, 1, 2)).rejects.toThrow('duplicate key')
    expect(await connection.query('SELECT * FROM sent')).toEqual([])
    await put(1, 2)
    expect(await connection.query('SELECT id FROM sent ORDER BY id')).toEqual(
      [1, 2, 10].map((id) => ({ id })),
    )
  })

  test('a statement that failed runs when it is asked again', async () => {
    const share = (count: number) =>
      connection.query<{ share: number }>('SELECT 12 / $1::integer AS share', [count])
    for (let round = 0; round < 3; round += 1) {
      await expect(share(0)).rejects.toThrow('division by zero')
      expect(await share(3)).toEqual([{ share: 4 }])
    }
  })

  test('a statement asked a thousand times answers from the table as it stands', async () => {
    const count = async () => {
      const text = 'SELECT count(*) AS count FROM news WHERE title LIKE $1'
      return (await connection.query<{ count: number }>(text, ['kept %']))[0]?.count
    }
    await connection.transaction(async (sql) => {
      for (let at = 0; at < 1100; at += 1) {
        await sql.query('INSERT INTO news (title) VALUES ($1)', [`kept ${at}`])
      }
    })
    expect(await count()).toBe(1100)
    await connection.query('DELETE FROM news WHERE title LIKE $1', ['kept %'])
    expect(await count()).toBe(0)
  })

  test.each([
    ['a small bigint is a number', '1::bigint', 1],
    ['the largest exact bigint is a number', '9007199254740991::bigint', 9007199254740991],
    ['a larger bigint is not rounded', '9007199254740993::bigint', 9007199254740993n],
    ['a count is a number', 'count(*)', 1],
    ['an integer is a number', '-2147483648', -2147483648],
    ['a real number is a number', '0.25::float8', 0.25],
    ['a numeric keeps its digits', '0.10::numeric', '0.10'],
    ['truth is a boolean', 'true', true],
    ['nothing is null', 'NULL::text', null],
    [
      'an instant is a Date',
      "'2025-07-11 09:30:00.123+09'::timestamptz",
      new Date('2025-07-11T00:30:00.123Z'),
    ],
    ['a day stays text', "'2025-07-11'::date", '2025-07-11'],
    ['json is parsed', `'{"facts":["Wonsan",3,null]}'::jsonb`, { facts: ['Wonsan', 3, null] }],
    ['integers in an array are numbers', "'{1,-2,NULL}'::int[]", [1, -2, null]],
    ['bigints in an array are numbers', "'{1,9007199254740993}'::bigint[]", [1, 9007199254740993n]],
    ['an empty array is one', "'{}'::text[]", []],
    [
      'texts in an array keep commas and quotes',
      String.raw`ARRAY['a,b','"c"','d\e','NULL',NULL]`,
      ['a,b', '"c"', String.raw`d\e`, 'NULL', null],
    ],
    [
      'instants in an array are Dates',
      "ARRAY['2025-07-11T00:00:00Z'::timestamptz]",
      [new Date('2025-07-11T00:00:00Z')],
    ],
    [
      'arrays in an array stay nested',
      "'{{1,2},{3,4}}'::int[]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['an interval stays text', "interval '90 minutes'", '01:30:00'],
    ['a day is counted in UTC', "'2025-07-11T23:30:00Z'::timestamptz::date::text", '2025-07-11'],
  ])('coming back, %s', async (_title, expression, expected) => {
    expect(await connection.query(`SELECT ${expression} AS value`)).toEqual([{ value: expected }])
  })

  test.each([
    ['an integer array', 'int[]', [3, -1, 2]],
    ['an empty array', 'int[]', []],
    [
      'a text array with what needs quoting',
      'text[]',
      ['Лавров', 'a,b', '{x}', '"', '\\', '', 'NULL', ' '],
    ],
    ['an array with a gap', 'text[]', ['a', null]],
    ['an array of instants', 'timestamptz[]', [new Date('2025-07-11T00:30:00.123Z')]],
    ['an array of truths', 'boolean[]', [true, false]],
    ['an instant', 'timestamptz', new Date('1969-12-31T23:59:59.999Z')],
    ['an object as json', 'jsonb', { because: 'it says "so"', at: [1, { deep: true }] }],
    ['an array of objects as json', 'jsonb', [{ written: '10,000 troops' }, { written: 'Kim' }]],
    ['a large bigint', 'bigint', 9007199254740993n],
    ['a number', 'float8', 1e21],
    ['a text with every kind of quote', 'text', `'"\\$1 {} \n`],
    ['null', 'text', null],
  ])('going in and coming back, %s is the same', async (_title, type, value) => {
    const rows = await connection.query(`SELECT $1::${type} AS value`, [value])
    expect(rows).toEqual([{ value }])
  })

  test('undefined goes in as null', async () => {
    expect(await connection.query('SELECT $1::text AS value', [undefined])).toEqual([
      { value: null },
    ])
  })

  test('a list of words goes into json as json text', async () => {
    const words = JSON.stringify(['Lavrov', 'Kim'])
    const rows = await connection.query('SELECT $1::jsonb AS value', [words])
    expect(rows).toEqual([{ value: ['Lavrov', 'Kim'] }])
  })

  test('an array looks up rows by its members', async () => {
    const rows = await connection.query('SELECT n FROM generate_series(1, 9) n WHERE n = ANY($1)', [
      [2, 7],
    ])
    expect(rows).toEqual([{ n: 2 }, { n: 7 }])
  })

  test('a failed statement says why and harms nothing after it', async () => {
    await expect(connection.query('SELECT * FROM no_such_table')).rejects.toMatchObject({
      code: '42P01',
    })
    await expect(connection.query('SELECT $1::int', ['ten'])).rejects.toMatchObject({
      code: '22P02',
    })
    expect(await connection.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('several statements stand together or not at all', async () => {
    await expect(
      connection.exec('CREATE TABLE half (id int); INSERT INTO half VALUES (1); SELECT 1/0'),
    ).rejects.toMatchObject({ code: '22012' })
    expect(await connection.query("SELECT to_regclass('half') AS half")).toEqual([{ half: null }])
  })

  test('statements that begin a transaction and do not end it are refused and undone', async () => {
    await expect(
      connection.exec("BEGIN; INSERT INTO news (title) VALUES ('open')"),
    ).rejects.toThrow(/COMMIT is missing/)
    expect(await titles()).not.toContain('open')
  })

  test('a transaction stands whole', async () => {
    const answer = await connection.transaction(async (sql) => {
      await sql.query("INSERT INTO news (title) VALUES ('first')")
      await sql.query("INSERT INTO news (title) VALUES ('second')")
      return 'done'
    })
    expect(answer).toBe('done')
    expect(await titles()).toEqual(['first', 'second'])
  })

  test('a transaction that throws leaves nothing, and the error is its own', async () => {
    const trouble = new Error('the outlet vanished')
    await expect(
      connection.transaction(async (sql) => {
        await sql.query("INSERT INTO news (title) VALUES ('lost')")
        throw trouble
      }),
    ).rejects.toBe(trouble)
    expect(await titles()).not.toContain('lost')
  })

  test('a transaction with a failed statement leaves nothing, even if the failure is swallowed', async () => {
    await expect(
      connection.transaction(async (sql) => {
        await sql.query("INSERT INTO news (title) VALUES ('half')")
        await sql.query("INSERT INTO news (title) VALUES ('first')").catch(() => {})
      }),
    ).rejects.toThrow(/rolled back/)
    expect(await titles()).not.toContain('half')
  })

  test('statements of a transaction asked at once run in the order asked, each with its answer', async () => {
    const count = 'SELECT count(*) AS count FROM news WHERE title LIKE $1'
    const answers = await connection.transaction((sql) =>
      Promise.all([
        sql.query(count, ['together %']),
        sql.query('INSERT INTO news (title) VALUES ($1)', ['together 1']),
        sql.query(count, ['together %']),
        sql.query('INSERT INTO news (title) VALUES ($1) RETURNING title', ['together 2']),
        sql.query(count, ['together %']),
      ]),
    )
    expect(answers).toEqual([
      [{ count: 0 }],
      [],
      [{ count: 1 }],
      [{ title: 'together 2' }],
      [{ count: 2 }],
    ])
  })

  test('of statements asked at once the first failure is told, and none of them stands', async () => {
    const insert = 'INSERT INTO news (title) VALUES ($1)'
    await expect(
      connection.transaction((sql) =>
        Promise.all(['halved', 'first', 'halved too'].map((title) => sql.query(insert, [title]))),
      ),
    ).rejects.toThrow(/duplicate key/)
    const all = await titles()
    expect(all).toContain('first')
    expect(all.filter((title) => title.startsWith('halved'))).toEqual([])
  })

  test('others never see half of a transaction', async () => {
    const begun = signal()
    const mayEnd = signal()
    const working = connection.transaction(async (sql) => {
      await sql.query("INSERT INTO news (title) VALUES ('seen whole')")
      begun.give()
      await mayEnd.given
      await sql.query("INSERT INTO news (title) VALUES ('seen whole too')")
    })
    await begun.given
    const looking = titles()
    mayEnd.give()
    await working
    const seen = (await looking).filter((title) => title.startsWith('seen whole'))
    expect([0, 2]).toContain(seen.length)
  })

  test('a transaction without a statement waits for nobody', async () => {
    const mayEnd = signal()
    const working = connection.transaction(async (sql) => {
      await sql.query('SELECT 1')
      await mayEnd.given
    })
    expect(await connection.transaction(async () => 'done')).toBe('done')
    mayEnd.give()
    await working
  })

  test('transactions asked for at once all get their turn', async () => {
    await connection.exec('CREATE TABLE tally (n int); INSERT INTO tally VALUES (0)')
    const turns = Array.from({ length: 20 }, () =>
      connection.transaction(async (sql) => {
        const [row] = await sql.query<{ n: number }>('SELECT n FROM tally FOR UPDATE')
        await sql.query('UPDATE tally SET n = $1', [(row?.n ?? 0) + 1])
      }),
    )
    await Promise.all(turns)
    expect(await connection.query('SELECT n FROM tally')).toEqual([{ n: 20 }])
  })

  test('a transaction that lost a serialisation conflict is run again', async () => {
    let runs = 0
    await connection.transaction(async (sql) => {
      runs += 1
      if (runs === 1 && connection.kind === 'postgres') {
        await sql.query("DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$")
      }
      await sql.query("INSERT INTO news (title) VALUES ('won')")
    })
    expect(runs).toBe(connection.kind === 'postgres' ? 2 : 1)
    expect(await titles()).toContain('won')
  })

  test('the connection used inside its own transaction is refused at once', async () => {
    await connection.transaction(async () => {
      await expect(connection.query('SELECT 1')).rejects.toThrow(/inside its own transaction/)
      await expect(connection.exec('SELECT 1')).rejects.toThrow(/inside its own transaction/)
      await expect(connection.transaction(async () => {})).rejects.toThrow(/inside its own/)
    })
    expect(await connection.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('what a transaction began may use the connection when it has ended', async () => {
    const ended = signal()
    let later: Promise<unknown> | undefined
    await connection.transaction(async () => {
      later = ended.given.then(() => connection.query('SELECT 1 AS one'))
    })
    ended.give()
    expect(await later).toEqual([{ one: 1 }])
  })

  test('the Sql of a transaction that has ended is dead', async () => {
    const escaped = await connection.transaction(async (sql) => ({ sql }))
    await expect(escaped.sql.query('SELECT 1')).rejects.toThrow(/has ended/)
  })

  test('house is kept without disturbing anybody', async () => {
    await Promise.all([connection.keepHouse(), titles(), connection.keepHouse()])
    expect(await titles()).toContain('first')
  })

  describe('as a pool for BullMQ', () => {
    const pool = () => connection.pool as Pool

    test('its tables are found first in the schema bullmq, and ours stay out of it', async () => {
      await connection.exec(
        'CREATE SCHEMA IF NOT EXISTS bullmq; CREATE TABLE bullmq.news (id text)',
      )
      await pool().query("INSERT INTO news (id) VALUES ('theirs')")
      expect(await titles()).toContain('first')
      expect((await pool().query('SELECT id FROM news')).rows).toEqual([{ id: 'theirs' }])
      await connection.exec('CREATE TABLE ours (id int); DROP TABLE ours; DROP TABLE bullmq.news')
    })

    test('a client that begins holds its transaction over many statements', async () => {
      const client = await pool().connect()
      await client.query('BEGIN')
      await client.query('INSERT INTO public.news (title) VALUES ($1)', ['by the client'])
      const looking = titles()
      await client.query('ROLLBACK')
      client.release()
      expect(await looking).not.toContain('by the client')
      expect(await titles()).not.toContain('by the client')
    })

    test('a client released within a transaction takes nothing with it', async () => {
      const client = await pool().connect()
      await client.query('BEGIN')
      await client.query("INSERT INTO public.news (title) VALUES ('forgotten')")
      client.release(true)
      expect(await titles()).not.toContain('forgotten')
    })

    test('a client survives its failed statement', async () => {
      const client = await pool().connect()
      await client.query('BEGIN')
      await expect(client.query('SELECT 1/0')).rejects.toMatchObject({ code: '22012' })
      await client.query('ROLLBACK')
      expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
      client.release()
    })

    test('it says how many rows were changed', async () => {
      const { rowCount } = await pool().query('UPDATE public.news SET title = title')
      expect(rowCount).toBe((await titles()).length)
    })

    test('a notice given reaches the one who listens, from a transaction too', async () => {
      const client = await pool().connect()
      const told: string[] = []
      const both = signal()
      client.on('notification', ({ channel, payload }) => {
        told.push(`${channel} ${payload}`)
        if (told.length === 2) both.give()
      })
      await client.query('LISTEN wire')
      await pool().query("SELECT pg_notify('wire', 'one')")
      await connection.transaction(async (sql) => {
        await sql.query("SELECT pg_notify('wire', 'two')")
      })
      await both.given
      expect(told).toEqual(['wire one', 'wire two'])
      client.removeAllListeners()
      client.release(true)
    })
  })
})

describe('a PostgreSQL server', () => {
  test.each([
    [
      'that does not answer',
      'postgres://press:s3cret%21@127.0.0.1:1/news',
      /127\.0\.0\.1:1\/news cannot be used: .*ECONNREFUSED.*DATABASE_URL/,
    ],
    ['with an address that is none', 'press:s3cret!@db/news', /expected postgres:\/\//],
    [
      'with a schema that is none',
      'postgres://press:s3cret!@127.0.0.1:1/news?schema=a"b',
      /lower-case letters/,
    ],
  ])('%s is refused with the reason and without the password', async (_title, url, reason) => {
    const refusal = await connectPostgres(url).then(
      () => 'connected',
      (error: Error) => error.message,
    )
    expect(refusal).toMatch(reason)
    expect(refusal).not.toContain('s3cret')
  })

  test.runIf(server)('keeps our tables in the schema its address names', async () => {
    const { url, drop } = await ownDatabase(server ?? '')
    const connection = await connectPostgres(`${url}?schema=desk`)
    await connection.exec('CREATE TABLE news (id int)')
    const where = await connection.query(
      "SELECT 'news'::regclass::text AS short, to_regclass('desk.news')::text AS full",
    )
    expect(where).toEqual([{ short: 'news', full: 'news' }])
    expect(connection.schema).toBe('desk')
    await connection.close()
    await drop()
  })

  test.runIf(server)('that drops every connection is simply connected to again', async () => {
    const { url, drop } = await ownDatabase(server ?? '')
    const connection = await connectPostgres(url)
    await Promise.all([connection.query('SELECT 1'), connection.query('SELECT 2')])
    await dropConnections(url)
    await expect
      .poll(() => connection.query('SELECT 1 AS one').catch(() => 'not yet'))
      .toEqual([{ one: 1 }])
    await expect(
      connection.transaction(async (sql) => {
        await sql.query('SELECT 1')
        await dropConnections(url)
        await sql.query('SELECT 1')
      }),
    ).rejects.toThrow(/terminat|closed|not queryable/i)
    expect(await connection.transaction((sql) => sql.query('SELECT 1 AS one'))).toEqual([
      { one: 1 },
    ])
    await connection.close()
    await drop()
  })
})

describe('the thread of an embedded store', () => {
  test('that cannot open it says why, and the folder is free again', async () => {
    const folder = join(home, 'no-room')
    await mkdir(folder)
    await writeFile(join(folder, 'cluster'), 'in the way')
    await expect(connectEmbedded(folder)).rejects.toMatchObject({ code: 'EEXIST' })
    await rm(join(folder, 'cluster'))
    const connection = await connectEmbedded(folder)
    expect(await connection.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    await connection.close()
  })

  test.each([
    ['that is asked nothing keeps no process alive', '', { status: 0, stderr: '' }],
    [
      'that ends ends the process, which could do nothing without it',
      `Worker.prototype.postMessage = function () { void this.terminate() }
      await store.query('SELECT 1')`,
      { status: 1, stderr: expect.stringContaining("the store's thread ended with code 1") },
    ],
  ])('%s', (_title, more, end) => {
    const program = `
      import { Worker } from 'node:worker_threads'
      import { connectEmbedded } from '${BUILT}'
      const store = await connectEmbedded(process.argv[1])
      const [row] = await store.query('SELECT 1 AS one')
      console.log('asked', row.one)
      ${more}`
    const ended = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', program, join(home, 'alone')],
      { encoding: 'utf8', timeout: 60_000 },
    )
    expect(ended).toMatchObject({ ...end, stdout: 'asked 1\n' })
  })
})

function signal(): { readonly given: Promise<void>; give(): void } {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give: () => give() }
}
