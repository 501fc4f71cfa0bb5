-- One row a run and param; runs without params have one row.
SELECT r.run_key, r.status, s.last, s.min, s.max, p.key AS param, p.value AS text
FROM metric_summaries s
JOIN runs r ON r.run_key = s.run_key
LEFT JOIN params p ON p.run_key = r.run_key
WHERE r.project = :project AND s.key = :metric_key
  AND NOT coalesce(s.system, false) AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
ORDER BY r.run_key, p.key, p.value
