-- How the finished runs of the period ended, by project; hours after the plateau count as wasted. A
-- metric logged once has no curve to judge.
SELECT f.project, f.metric_key, count(*) AS runs,
  count(*) FILTER (f.verdict = 'converged') AS settled,
  count(*) FILTER (f.verdict = 'still_improving') AS improving,
  count(*) FILTER (f.verdict = 'overfitting') AS overfit,
  count(*) FILTER (f.verdict = 'diverged') AS diverged,
  count(*) FILTER (f.verdict = 'no_learning') AS flat,
  count(*) FILTER (f.verdict NOT IN ('converged', 'still_improving', 'overfitting', 'diverged', 'no_learning'))
    AS unsaid,
  -- Of a curve too short to judge nobody can say where it settled.
  median(f.wasted_share) FILTER (f.verdict <> 'too_short') AS wasted_median,
  sum(f.wasted_share * r.duration_s) FILTER (f.verdict <> 'too_short') AS wasted_s,
  sum(r.duration_s) FILTER (f.verdict <> 'too_short') AS total_s
FROM curve_feature f
JOIN metric_role p ON p.project = f.project AND p.metric_key = f.metric_key AND p.is_primary
JOIN runs r ON r.run_key = f.run_key
WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
  AND f.n_points > 1 AND r.started_at >= :period_start AND r.started_at < :period_end
GROUP BY f.project, f.metric_key
ORDER BY f.project
