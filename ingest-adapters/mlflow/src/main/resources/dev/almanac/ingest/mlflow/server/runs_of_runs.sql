-- Some runs. Columns differ between MLflow versions.
SELECT r.*
FROM runs AS r
WHERE r.run_uuid IN (?)
