SELECT %s, COUNT(*), MAX(id), %s, MAX(run_name) FROM %s GROUP BY %s
