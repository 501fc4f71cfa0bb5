SELECT CAST(CAST(l.number AS BIGINT) AS VARCHAR) AS layers, CAST(CAST(b.number AS BIGINT) AS VARCHAR) AS batch_size, avg(s.max) AS value,
  count(*) || ' runs' AS runs
FROM metric_summaries s
JOIN params l ON l.run_key = s.run_key AND l.key = 'layers'
JOIN params b ON b.run_key = s.run_key AND b.key = 'batch_size'
WHERE s.key = 'val_accuracy'
GROUP BY l.number, b.number
ORDER BY b.number, l.number
