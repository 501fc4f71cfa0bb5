SELECT s.path, p.step, p.ts, p.y
FROM metric_points p JOIN metric_series s ON s.id = p.series_id
ORDER BY p.series_id, p.step
