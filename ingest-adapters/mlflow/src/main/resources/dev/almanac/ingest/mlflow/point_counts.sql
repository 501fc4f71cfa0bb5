-- Points per run; an index on run_uuid covers it.
SELECT run_uuid, count(*)
FROM metrics
GROUP BY run_uuid
