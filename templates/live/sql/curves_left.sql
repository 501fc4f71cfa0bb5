-- How many running runs there are, and how many of them log a value of a known metric.
SELECT count(*) AS runs, count(*) FILTER (l.metric_key IS NOT NULL AND l.value IS NOT NULL) AS with_value
FROM live_run l
JOIN runs r ON r.run_key = l.run_key
WHERE r.status = 'running' AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
  AND coalesce(l.started_at, l.last_sign_at, l.looked_at) < :now
