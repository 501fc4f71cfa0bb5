-- Where the run's main metric is heading, if the fit beat the last value in back-test.
SELECT f.metric_key, f.y_last, f.x_last, f.pred, f.pred_x, f.pi_low, f.pi_high, f.horizon
FROM curve_fit f
JOIN metric_role p ON p.project = f.project AND p.metric_key = f.metric_key AND p.is_primary
WHERE f.run_key = :run AND f.speaks AND f.pred IS NOT NULL AND f.pred_x > f.x_last
QUALIFY row_number() OVER (ORDER BY f.weight DESC NULLS LAST, f.family) = 1
