SELECT r.started_at, max(s.max) OVER (ORDER BY r.started_at, r.run_key) AS best
FROM runs r
JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = 'val_accuracy'
ORDER BY r.started_at, r.run_key
