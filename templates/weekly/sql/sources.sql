-- How fresh each source is: its newest run, and the last sync that looked at it.
WITH last_sync AS (
  SELECT source, max(ended_at) AS synced_at, max_by(outcome, started_at) AS outcome,
    max_by(reason, started_at) AS reason
  FROM sync_log
  GROUP BY source
), held AS (
  SELECT source, any_value(tracker) AS tracker, count(*) AS runs, max(started_at) AS newest_run
  FROM runs
  WHERE NOT coalesce(deleted, false)
  GROUP BY source
), unread AS (
  SELECT source, count(*) AS places FROM quarantine GROUP BY source
)
SELECT
  coalesce(h.source, s.source) AS source, h.tracker, coalesce(h.runs, 0) AS runs, h.newest_run,
  s.synced_at, s.outcome, s.reason, coalesce(u.places, 0) AS unread
FROM held h
FULL JOIN last_sync s ON s.source = h.source
LEFT JOIN unread u ON u.source = coalesce(h.source, s.source)
ORDER BY 1
