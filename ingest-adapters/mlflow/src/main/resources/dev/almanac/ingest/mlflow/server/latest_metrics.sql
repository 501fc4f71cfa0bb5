-- All rows, for databases without an index on run_uuid.
SELECT t.run_uuid, t.key, t.value, t.timestamp, t.step, t.is_nan
FROM latest_metrics AS t
ORDER BY t.key, t.run_uuid
