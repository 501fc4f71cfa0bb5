SELECT CAST(CAST(timezone('UTC', started_at) AS DATE) AS VARCHAR) AS day, status, count(*) AS runs
FROM runs
GROUP BY ALL
ORDER BY day, status
