SELECT timestamp, metrics FROM system_metrics WHERE %s = ? ORDER BY id
