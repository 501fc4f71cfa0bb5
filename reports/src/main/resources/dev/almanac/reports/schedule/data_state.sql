-- When each source was last read completely, and how its last sync ended.
SELECT source,
  max(ended_at) FILTER (outcome IN ('complete', 'nothing-changed')) AS read_at,
  max_by(outcome, started_at) AS outcome,
  max_by(reason, started_at) AS reason
FROM sync_log
GROUP BY source
ORDER BY source
