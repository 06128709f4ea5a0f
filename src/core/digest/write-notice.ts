/** A digest as one request to a way beside mail. Time is passed in for the signature's stamp. */
import type { Channel, Digest, Letterhead, Notice, Subscriber } from '../../model.ts'
import { discordNotice } from './notice/discord.ts'
import { matrixNotice } from './notice/matrix.ts'
import { outlineNotice } from './notice/outline-notice.ts'
import { ntfyNotice } from './notice/ntfy.ts'
import { slackNotice } from './notice/slack.ts'
import { teamsNotice } from './notice/teams.ts'
import { telegramNotice } from './notice/telegram.ts'
import { webhookNotice } from './notice/webhook.ts'

export function writeNotice(
  digest: Digest,
  subscriber: Subscriber,
  letterhead: Letterhead,
  channel: Channel,
  now: Date,
): Notice {
  const outline = outlineNotice(digest, subscriber, letterhead)
  if (channel.kind === 'webhook') return webhookNotice(digest, outline, channel, now)
  if (channel.kind === 'matrix') return matrixNotice(digest, outline, channel)
  if (channel.kind === 'telegram') return telegramNotice(outline, channel)
  if (channel.kind === 'ntfy') return ntfyNotice(outline, channel)
  return { slack: slackNotice, teams: teamsNotice, discord: discordNotice }[channel.kind](
    outline,
    channel,
  )
}
