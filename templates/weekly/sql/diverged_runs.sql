-- Runs of the period whose curve diverged: NaN, infinite, or far worse than where it began.
SELECT f.project, coalesce(r.name, r.run_id) AS name, f.run_key, min(f.diverged_x) AS diverged_step, r.status,
  string_agg(DISTINCT f.metric_key, ', ' ORDER BY f.metric_key) AS metrics,
  string_agg(DISTINCT replace(f.diverged_kind, '_', ' '), ', ' ORDER BY replace(f.diverged_kind, '_', ' ')) AS kinds, r.duration_s
FROM curve_feature f
JOIN runs r ON r.run_key = f.run_key
LEFT JOIN metric_role p ON p.project = f.project AND p.metric_key = f.metric_key
WHERE f.diverged AND (p.is_primary OR f.diverged_kind = 'non_finite') AND r.started_at >= :period_start AND r.started_at < :period_end
  AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
GROUP BY f.project, coalesce(r.name, r.run_id), f.run_key, r.status, r.duration_s
ORDER BY f.project, name, f.run_key
