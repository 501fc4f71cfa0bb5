-- One chunk of all points in the order logged.
SELECT rowid, run_uuid, key, value, timestamp, step, is_nan
FROM metrics
WHERE rowid > ?
ORDER BY rowid
LIMIT ?
