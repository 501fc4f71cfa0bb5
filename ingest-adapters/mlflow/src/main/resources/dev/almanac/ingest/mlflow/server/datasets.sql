-- The datasets, without schema and profile, which may be large.
SELECT d.dataset_uuid, d.name, d.digest, d.dataset_source
FROM datasets AS d
ORDER BY d.dataset_uuid
