-- One chunk of one run's points in the order logged, by the index on run_uuid.
SELECT rowid, run_uuid, key, value, timestamp, step, is_nan
FROM metrics
WHERE run_uuid = ? AND rowid > ?
ORDER BY rowid
LIMIT ?
