-- Runs that called themselves running when their source was last looked at, the gravest first.
SELECT l.project, l.name, l.run_key, l.state, l.verdict, l.evidence, l.looked_at, l.metric_key, l.step, l.value,
  l.percentile, l.n_history, l.projected, l.projected_low, l.projected_high, l.extrapolates
FROM live_run l
JOIN runs r ON r.run_key = l.run_key
WHERE r.status = 'running' AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
  AND coalesce(l.started_at, l.last_sign_at, l.looked_at) < :period_end
ORDER BY CASE l.verdict WHEN 'kill' THEN 0 WHEN 'watch' THEN 1 ELSE 2 END, l.project, l.run_key
