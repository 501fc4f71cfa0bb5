SELECT o.value AS optimizer, s.max AS value
FROM metric_summaries s
JOIN params o ON o.run_key = s.run_key AND o.key = 'optimizer'
WHERE s.key = 'val_accuracy'
ORDER BY optimizer, value
