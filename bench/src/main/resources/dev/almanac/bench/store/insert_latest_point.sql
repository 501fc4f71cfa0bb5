INSERT INTO latest_metrics ("key", value, timestamp, run_uuid, step, is_nan)
VALUES (?, ?, ?, ?, ?, ?)
