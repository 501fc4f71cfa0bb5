-- The rows of some runs, by the index on run_uuid.
SELECT t.run_uuid, t.key, t.value
FROM tags AS t
WHERE t.run_uuid IN (?)
ORDER BY t.run_uuid, t.key
