-- Where runs of the period are heading that still improved when last seen: the forecast of each
-- project's three most promising ones.
SELECT f.project, f.metric_key, coalesce(r.name, r.run_id) AS run_name, r.status, c.x_last, c.y_last,
  c.pred_x, c.pred, c.pi_low, c.pi_high, c.horizon, c.coverage_backtest, c.n_backtest, c.x_axis
FROM curve_fit c
JOIN curve_feature f ON f.run_key = c.run_key AND f.project = c.project AND f.metric_key = c.metric_key
JOIN metric_role p ON p.project = c.project AND p.metric_key = c.metric_key AND p.is_primary
JOIN runs r ON r.run_key = c.run_key
WHERE c.family = 'ensemble' AND c.speaks AND f.still_improving AND c.pi_low IS NOT NULL
  AND (CASE p.direction WHEN 'max' THEN c.pred > c.y_last ELSE c.pred < c.y_last END)
  AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
  AND r.started_at >= :period_start AND r.started_at < :period_end
QUALIFY row_number() OVER (
  PARTITION BY c.project ORDER BY CASE p.direction WHEN 'max' THEN -c.pred ELSE c.pred END, c.run_key) <= 3
ORDER BY f.project, CASE p.direction WHEN 'max' THEN -c.pred ELSE c.pred END, c.run_key
