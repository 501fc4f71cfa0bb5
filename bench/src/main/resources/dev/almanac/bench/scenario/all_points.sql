SELECT runs.project, metrics.key, count(*) AS points, avg(metrics.value) AS mean
FROM metrics JOIN runs USING (run_key)
GROUP BY runs.project, metrics.key
ORDER BY runs.project, metrics.key
