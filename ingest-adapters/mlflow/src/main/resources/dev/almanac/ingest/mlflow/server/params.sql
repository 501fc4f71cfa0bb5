-- All rows, for databases without an index on run_uuid.
SELECT t.run_uuid, t.key, t.value
FROM params AS t
ORDER BY t.key, t.run_uuid
