-- The last sync of each source.
SELECT source, outcome, ended_at, date_diff('hour', ended_at, :now) AS hours_ago
FROM sync_log
QUALIFY row_number() OVER (PARTITION BY source ORDER BY started_at DESC) = 1
ORDER BY ended_at, source
