-- One chunk of one run's rows. Columns differ between MLflow versions.
SELECT rowid AS position, *
FROM runs
WHERE run_uuid = ? AND rowid > ?
ORDER BY rowid
LIMIT ?
