-- The newest word on one source.
SELECT outcome, stamp, ended_at, kind, format, location
FROM sync_log
WHERE source = :source
ORDER BY started_at DESC NULLS LAST, sync_id DESC
LIMIT 1
