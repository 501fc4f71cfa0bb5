-- One row a run and param; runs without params have one row.
SELECT r.run_key, p.key AS param, p.value AS text
FROM runs r
LEFT JOIN params p ON p.run_key = r.run_key
WHERE r.project = :project AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
ORDER BY r.run_key, p.key, p.value
