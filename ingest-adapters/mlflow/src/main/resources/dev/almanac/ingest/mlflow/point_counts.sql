-- Points of the next runs in the order of the index on run_uuid, which covers it.
SELECT run_uuid, count(*)
FROM metrics
WHERE run_uuid > ?
GROUP BY run_uuid
ORDER BY run_uuid
LIMIT ?
