-- One chunk of a table in the order of rows. Columns differ between MLflow versions.
SELECT rowid AS position, *
FROM experiments
WHERE rowid > ?
ORDER BY rowid
LIMIT ?
