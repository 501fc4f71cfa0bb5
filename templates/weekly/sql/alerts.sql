-- What needs action now: sources that could not be read, analyses that failed, runs that hang, bursts
-- of failures, and places that no sync can read.
WITH last_sync AS (
  SELECT source, max(ended_at) AS synced_at, max_by(outcome, started_at) AS outcome, first(reason ORDER BY started_at DESC) AS reason
  FROM sync_log
  GROUP BY source
), ended AS (
  SELECT project, started_at >= :period_start AS is_new, count(*) AS ended, count(*) FILTER (WHERE status IN ('failed', 'crashed')) AS failed
  FROM runs
  WHERE started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
    AND status IN ('finished', 'failed', 'crashed', 'killed')
  GROUP BY ALL
), told AS (
  SELECT 1 AS gravity, 'sync_failed' AS kind, source AS subject, outcome AS word, reason AS detail, synced_at AS since,
    CAST(NULL AS BIGINT) AS n, CAST(NULL AS BIGINT) AS n_all, CAST(NULL AS DOUBLE) AS number, 'cover' AS section
  FROM last_sync
  WHERE outcome IN ('failed', 'partial')
  UNION ALL
  SELECT 2, 'sync_old', source, NULL, NULL, synced_at, NULL, NULL,
    date_diff('second', synced_at, least(:now, :period_end)) * 1.0, 'cover'
  FROM last_sync
  WHERE synced_at < least(:now, :period_end) - INTERVAL 1 DAY AND outcome NOT IN ('failed', 'partial')
  UNION ALL
  SELECT 3, 'analysis_failed', kind, coalesce(project, 'all projects'), status_reason, computed_at, NULL, NULL, NULL, 'appendix'
  FROM analysis
  WHERE status = 'failed'
  UNION ALL
  SELECT 4, 'failing', n.project, NULL, NULL, NULL, n.failed, n.ended, b.failed / nullif(b.ended, 0), 'failures'
  FROM ended n
  LEFT JOIN ended b ON b.project = n.project AND NOT b.is_new
  WHERE n.is_new AND n.failed >= 3 AND n.failed >= 0.1 * n.ended AND n.failed / n.ended >= 2 * coalesce(b.failed / nullif(b.ended, 0), 0)
  UNION ALL
  -- Of a span that goes on: spent already, or before its end at this pace.
  SELECT 5, 'budget', coalesce(project, 'all projects'), CASE WHEN used >= amount THEN 'spent' ELSE 'short' END,
    CAST(coalesce(spent_at, spent_by) AS VARCHAR) || '/' || coalesce(CAST(last_day AS VARCHAR), ''), NULL, NULL, NULL, share, 'budget'
  FROM budgets
  WHERE NOT coalesce(is_over, false) AND (used >= amount OR is_short)
  UNION ALL
  SELECT 7, 'unreadable', source, string_agg(DISTINCT kind, ', ' ORDER BY kind), min_by(reason, (location, "offset")), max(seen_at), count(*),
    NULL, NULL, 'failures'
  FROM quarantine
  WHERE kind IN ('corrupt', 'unsupported', 'truncated')
  GROUP BY source
)
SELECT * FROM told ORDER BY gravity, n DESC NULLS LAST, subject, detail
