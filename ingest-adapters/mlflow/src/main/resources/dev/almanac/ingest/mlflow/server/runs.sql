-- One page of the runs. Columns differ between MLflow versions.
SELECT r.run_uuid AS position, r.*
FROM runs AS r
WHERE r.run_uuid > ?
ORDER BY r.run_uuid
LIMIT ?
