SELECT runs.run_id, metrics.key, CAST(metrics.step AS VARCHAR) AS step, CAST(metrics.value AS VARCHAR) AS value
FROM metrics
JOIN runs USING (run_key)
ORDER BY runs.run_id, metrics.key, metrics.seq
