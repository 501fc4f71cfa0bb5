-- Where runs of the period are heading that still improved when last seen: the forecast of each
-- project's three most promising ones.
SELECT f.project, f.metric_key, coalesce(r.name, r.run_id) AS run_name, r.status, c.x_last, c.y_last,
  c.pred_x, c.pred,
  -- No share of right answers is below 0 or above 1, whatever a curve's noise says.
  CASE WHEN bounded.is_share THEN greatest(c.pi_low, 0) ELSE c.pi_low END AS pi_low,
  CASE WHEN bounded.is_share THEN least(c.pi_high, 1) ELSE c.pi_high END AS pi_high, c.horizon, c.coverage_backtest, c.n_backtest, c.x_axis
FROM curve_fit c
JOIN curve_feature f ON f.run_key = c.run_key AND f.project = c.project AND f.metric_key = c.metric_key
JOIN metric_role p ON p.project = c.project AND p.metric_key = c.metric_key AND p.is_primary
JOIN runs r ON r.run_key = c.run_key
CROSS JOIN LATERAL (SELECT regexp_matches(lower(c.metric_key), '(^|[^a-z])(acc|accuracy|auc|auroc|f1|precision|recall)([^a-z]|$)')
  AND c.y_last BETWEEN 0 AND 1 AND c.pred BETWEEN 0 AND 1 AS is_share) bounded
WHERE c.family = 'ensemble' AND c.speaks AND f.still_improving AND c.pi_low IS NOT NULL
  AND (CASE p.direction WHEN 'max' THEN c.pred > c.y_last ELSE c.pred < c.y_last END)
  AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
  AND r.started_at >= :period_start AND r.started_at < :period_end
QUALIFY row_number() OVER (
  PARTITION BY c.project ORDER BY CASE p.direction WHEN 'max' THEN -c.pred ELSE c.pred END, c.run_key) <= 3
ORDER BY f.project, CASE p.direction WHEN 'max' THEN -c.pred ELSE c.pred END, c.run_key
