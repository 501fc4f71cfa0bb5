SELECT '10–90%' AS series, step, median(value) AS median, quantile_cont(value, 0.1) AS low, quantile_cont(value, 0.9) AS high
FROM metrics
WHERE key = 'val_loss' AND isfinite(value)
GROUP BY step
ORDER BY step
