SELECT step, value
FROM metrics
WHERE key = 'val_loss'
  AND run_key = (SELECT run_key FROM runs WHERE name = 'trial-02500')
ORDER BY step
