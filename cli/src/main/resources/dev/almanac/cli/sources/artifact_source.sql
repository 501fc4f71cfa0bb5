-- Where a run was read from, as its source was last synced.
SELECT r.source, l.kind, l.format, l.location
FROM runs r
JOIN sync_log l ON l.source = r.source
WHERE r.run_key = :run_key
ORDER BY l.started_at DESC NULLS LAST
LIMIT 1
