-- What needs action now: sources that could not be read, bursts of failures, budgets that will not last,
-- and places that no sync can read.
WITH last_sync AS (
  SELECT source, max(ended_at) AS synced_at, max_by(outcome, started_at) AS outcome, first(reason ORDER BY started_at DESC) AS reason
  FROM sync_log
  GROUP BY source
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
  SELECT 4, 'failing', project, NULL, NULL, NULL, failed, ended, failed_earlier / nullif(ended_earlier, 0), 'failures'
  FROM bursts
  WHERE is_burst
  UNION ALL
  -- Of a span that goes on: spent already, or before its end at this pace.
  SELECT 5, 'budget', coalesce(project, 'all projects'), CASE WHEN used >= amount THEN 'spent' ELSE 'short' END,
    CAST(coalesce(spent_at, spent_by, least(last_day, CAST(timezone(:zone, least(:now, :period_end)) AS DATE))) AS VARCHAR) || '/' || coalesce(CAST(last_day AS VARCHAR), ''), NULL, NULL, NULL, share, 'budget'
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
