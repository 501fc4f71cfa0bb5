-- Any query over the tables; SHOW TABLES and DESCRIBE runs say what there is to ask.
SELECT project, status, count(*) AS runs, min(started_at) AS first_start, max(started_at) AS last_start
FROM runs
GROUP BY ALL
ORDER BY ALL
