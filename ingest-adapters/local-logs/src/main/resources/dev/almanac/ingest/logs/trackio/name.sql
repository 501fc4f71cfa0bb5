SELECT run_name FROM metrics WHERE %s = ? ORDER BY id LIMIT 1
