import type { NodemailerError } from 'nodemailer'

/**
 * Whether a failure is a refusal of this one mail; anything else would meet the next mail too.
 *
 * 5xx to sender, recipient or content is one. 530 to 538 ask us to sign in otherwise (RFC 4954) and
 * 503 says the session was out of step: the same mail may pass once the address in the
 * configuration is right. Where the server was not asked, nodemailer itself cannot send this mail:
 * it is larger than the server takes, or its recipient is no address.
 */
export function isRefusal({
  code,
  responseCode,
}: Pick<NodemailerError, 'code' | 'responseCode'>): boolean {
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false
  if (responseCode === undefined) return true
  return responseCode >= 500 && responseCode !== 503 && (responseCode < 530 || responseCode > 538)
}
