SELECT runs.run_id, metrics.key, CAST(metrics.step AS VARCHAR) AS step,
       CAST(epoch_us(metrics.time) AS VARCHAR) AS time_us, CAST(metrics.value AS VARCHAR) AS value
FROM metrics
JOIN runs USING (run_key)
ORDER BY runs.run_id, metrics.key, metrics.seq
