SELECT coalesce(r.name, r.run_id) AS name, l.number AS learning_rate, d.number AS dropout, 'log' AS x_scale, s.max AS value
FROM runs r
JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = 'val_accuracy'
JOIN params l ON l.run_key = r.run_key AND l.key = 'learning_rate'
JOIN params d ON d.run_key = r.run_key AND d.key = 'dropout'
ORDER BY r.run_key
