/**
 * Query parameters that say where a reader came from and never which article it is. A name earns
 * its place by being seen in news feeds or by its maker's documentation; one that picks content
 * on any site we know stays out.
 */
export const TRACKING_PARAMETERS: ReadonlySet<string> = new Set([
  // Advertising click identifiers.
  'dclid',
  'fbclid',
  'gbraid',
  'gclid',
  'gclsrc',
  'igsh',
  'igshid',
  'msclkid',
  'ttclid',
  'twclid',
  'wbraid',
  'yclid',
  '_openstat',
  // Analytics and mailings.
  '_ga',
  '_gl',
  '_hsenc',
  '_hsmi',
  'guccounter',
  'guce_referrer',
  'guce_referrer_sig',
  'mc_cid',
  'mc_eid',
  'mkt_tok',
  'ncid',
  'ns_campaign',
  'ns_fee',
  'ns_linkname',
  'ns_mchannel',
  'ns_source',
  'wt_mc',
  'wt.mc_id',
  'wt_zmc',
  'xtor',
  // Outlets' own: Guardian, CBS, New York Times, Daily Mail, MSN, Deutsche Welle, Al Jazeera.
  'cmp',
  'cmpid',
  'emc',
  'ftag',
  'ito',
  'maca',
  'ocid',
  'smid',
  'traffic_source',
  '__twitter_impression',
  'ref_src',
])

/** Families: `utm_source` (Urchin), `at_medium` (AT Internet, the BBC), `pk_campaign` (Matomo). */
export const TRACKING_PREFIXES: readonly string[] = [
  'utm_',
  'at_medium',
  'at_campaign',
  'at_custom',
  'at_link',
  'at_ptr',
  'at_format',
  'at_bbc',
  'pk_',
  'mtm_',
  'hsa_',
]

/** Names that may pick content elsewhere; only with these values are they tracking. */
export const TRACKING_VALUES: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    amp: /^1?$|^true$/,
    cid: /^rss/,
    feedtype: /^rss$/,
    from: /^(rss|feed|atom)$/,
    outputtype: /^amp$/,
    output: /^(amp|rss)$/,
    partner: /^rss/,
    ref: /^(rss|feed|atom|home)/,
    rss: /^(1|true)?$/,
    section: /(^|\/)rss$/,
    source: /^(rss|feed|atom)/,
    src: /^(rss|feed|atom)/,
    sref: /^rss$/,
    spref: /^rss$/,
  }),
)
