/**
 * A feed's memory as one document beside the few columns that are asked for: it is read and
 * written whole at every visit, and of its two dozen columns a statement named each four times.
 */
export const memoryDocument: readonly string[] = [
  'alter table feed_memory add column memory json',
  `update feed_memory set memory = json_strip_nulls(json_build_object(
    'feedId', feed_id, 'url', url, 'etag', etag, 'lastModified', last_modified,
    'validatorsSince', validators_since, 'bodyHash', body_hash, 'baselineAt', baseline_at,
    'lastVisitAt', last_visit_at, 'lastSuccessAt', last_success_at,
    'failuresInARow', failures_in_a_row, 'nextVisitAt', next_visit_at,
    'answeredBy', answered_by, 'movedTo', moved_to, 'movedSince', moved_since,
    'movedVisits', moved_visits, 'movedAt', moved_at, 'missingSince', missing_since,
    'goneSaidAt', gone_said_at, 'goneSince', gone_since, 'usualGapMs', usual_gap_ms,
    'latestItemAt', latest_item_at, 'overflowedAt', overflowed_at, 'keyedBy', keyed_by,
    'lastIds', last_ids, 'askedToWaitUntil', asked_to_wait_until, 'wishes', wishes, 'hub', hub,
    'because', because))`,
  `alter table feed_memory alter column memory set not null,
    drop column url, drop column etag, drop column last_modified, drop column validators_since,
    drop column body_hash, drop column baseline_at, drop column last_success_at,
    drop column next_visit_at, drop column answered_by, drop column moved_to,
    drop column moved_since, drop column moved_visits, drop column moved_at,
    drop column missing_since, drop column gone_said_at, drop column gone_since,
    drop column usual_gap_ms, drop column latest_item_at, drop column overflowed_at,
    drop column keyed_by, drop column last_ids, drop column wishes, drop column hub,
    drop column because`,
  // Asked at every visit, of a table in which hardly any feed was told to wait.
  `create index feed_memory_asked on feed_memory (asked_to_wait_until)
    where asked_to_wait_until is not null`,
]
