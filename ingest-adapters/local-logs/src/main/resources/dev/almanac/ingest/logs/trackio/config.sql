SELECT run_name, config, created_at FROM configs WHERE %s = ? ORDER BY id
