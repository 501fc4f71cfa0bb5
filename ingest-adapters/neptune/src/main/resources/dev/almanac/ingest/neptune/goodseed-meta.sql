SELECT key, value FROM run_meta ORDER BY key
