SELECT step, timestamp, metrics FROM metrics WHERE %s = ? ORDER BY id
