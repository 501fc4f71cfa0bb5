SELECT s.path, p.step, p.ts, p.value
FROM string_points p JOIN string_series s ON s.id = p.series_id
ORDER BY p.series_id, p.step
