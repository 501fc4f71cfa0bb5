-- How the curves of the run went; that of the metric the project is judged by first.
SELECT f.metric_key, f.direction, f.x_axis, f.n_points, f.x_last, f.y_first, f.y_final, f.y_best, f.x_best, f.plateau_x, f.wasted_share,
  f.still_improving, f.slope_end, f.diverged, f.diverged_x, f.diverged_kind, f.overfit_x, f.overfit_cost, f.gap_end, f.n_nonfinite, f.n_spikes,
  f.n_restarts, f.verdict, f.status_reason, f.train_key, coalesce(p.is_primary, false) AS is_primary, f.noise_sd,
  r.duration_s * f.wasted_share AS wasted_s
FROM curve_feature f
JOIN runs r ON r.run_key = f.run_key
LEFT JOIN metric_role p ON p.project = f.project AND p.metric_key = f.metric_key
WHERE f.run_key = :run
ORDER BY coalesce(p.is_primary, false) DESC, f.metric_key
LIMIT 60
