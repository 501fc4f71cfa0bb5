WITH best AS (
  SELECT s.run_key, coalesce(r.name, r.run_id) AS name
  FROM metric_summaries s
  JOIN runs r ON r.run_key = s.run_key
  WHERE s.key = 'val_loss'
  ORDER BY s.min, s.run_key
  LIMIT 10
)
SELECT b.name, m.step, m.value
FROM best b
JOIN metrics m ON m.run_key = b.run_key AND m.key = 'val_loss'
ORDER BY b.name, m.step
