-- One chunk of the datasets, without schema and profile, which may be large.
SELECT rowid AS position, dataset_uuid, name, digest, dataset_source
FROM datasets
WHERE rowid > ?
ORDER BY rowid
LIMIT ?
