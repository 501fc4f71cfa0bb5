SELECT runs.source, runs.run_id, points.key, CAST(points.step AS VARCHAR) AS step,
       CAST(epoch_ms(points.time) AS VARCHAR) AS time_ms, CAST(points.value AS VARCHAR) AS value
FROM (SELECT run_key, key, step, time, value FROM metrics
      UNION ALL
      SELECT run_key, key, step, time, value FROM system_metrics) AS points
JOIN runs USING (run_key)
