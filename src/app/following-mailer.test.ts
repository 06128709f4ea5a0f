import { expect, test } from 'vitest'
import type { Message } from '../model.ts'
import { openFollowing } from './following-mailer.ts'

const message: Message = {
  messageId: '<a@wirewatch.local>',
  from: 'w@example.org',
  to: ['desk@example.org'],
  subject: 'News',
  date: new Date('2025-07-11T12:00:00Z'),
  headers: {},
  text: '',
  html: '',
}

test('a mail goes by the settings there are then, and all lines are closed at the end', async () => {
  let perMinute = 5
  const opened: number[] = []
  const closed: number[] = []
  const mailer = await openFollowing(
    () => ({ perMinute }),
    async (settings) => {
      if (settings.perMinute === 0) throw new Error('no key file')
      opened.push(settings.perMinute)
      return {
        post: async () => ({ outcome: 'accepted', receipt: String(settings.perMinute) }),
        close: async () => void closed.push(settings.perMinute),
      }
    },
  )
  const post = async () => (await mailer.post(message)).receipt
  expect([await post(), await post(), opened]).toEqual(['5', '5', [5]])
  perMinute = 9
  expect(await Promise.all([post(), post()])).toEqual(['9', '9'])
  perMinute = 0
  expect(await mailer.post(message)).toEqual({
    outcome: 'trouble',
    receipt: 'the settings of mail: no key file',
  })
  perMinute = 9
  expect([await post(), opened]).toEqual(['9', [5, 9]])
  await mailer.close()
  expect(closed).toEqual([5, 9])
})
