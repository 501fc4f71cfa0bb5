-- The project's metric, and the best value that a finished run reached.
SELECT name, run_key, started_at, metric_key, direction, basis, value, count(*) OVER () AS runs
FROM scored
ORDER BY badness, started_at, run_key
LIMIT 1
