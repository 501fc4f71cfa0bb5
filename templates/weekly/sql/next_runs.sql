-- What the stored analyses suggest to run next, each with the row that says so; the surest first, three
-- a project at most.
WITH active AS (
  SELECT DISTINCT project FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
), primaries AS (
  SELECT p.project, p.metric_key, p.direction
  FROM metric_role p
  JOIN active a ON a.project = p.project
  WHERE p.is_primary AND p.direction IN ('min', 'max')
), noise AS (
  SELECT project, metric_key, least_difference, sd, degrees
  FROM metric_noise
  WHERE value_kind = 'best' AND sd IS NOT NULL AND degrees >= 3
  QUALIFY row_number() OVER (PARTITION BY project, metric_key ORDER BY subset = 'better_half' DESC) = 1
), ranked AS (
  SELECT project, metric_key, configuration, min(badness) AS badness,
    -- The same seed with the same result is one computation done twice.
    count(DISTINCT (seeds, value)) AS n_seeds, first(name ORDER BY badness, started_at, run_key) AS name,
    first(url ORDER BY badness, started_at, run_key) AS url, first(run_key ORDER BY badness, started_at, run_key) AS run_key,
    row_number() OVER (PARTITION BY project ORDER BY min(badness), min(started_at), configuration) AS place,
    count(*) OVER (PARTITION BY project) AS configurations, max(min(badness)) OVER (PARTITION BY project) AS worst
  FROM configured
  GROUP BY project, metric_key, configuration
), leaders AS (
  -- With n seeds of each, means differ beyond the noise from least_difference / sqrt(n) on.
  SELECT l.project, l.metric_key, l.name, l.url, l.run_key, l.configurations, r.name AS rival, r.n_seeds AS rival_seeds,
    r.badness - l.badness AS gap, n.least_difference, n.sd, n.degrees,
    CASE WHEN n.least_difference IS NULL OR r.badness = l.badness THEN 3
      ELSE greatest(3, CAST(ceil(least(1000, pow(n.least_difference / (r.badness - l.badness), 2))) AS BIGINT)) END AS seeds_needed
  FROM ranked l
  JOIN ranked r ON r.project = l.project AND r.place = 2
  LEFT JOIN noise n ON n.project = l.project AND n.metric_key = l.metric_key
  -- Where seeds change nothing, or no configuration anything, a repetition says nothing.
  WHERE l.place = 1 AND l.n_seeds = 1 AND coalesce(n.sd, 1) > 0 AND l.worst > l.badness
), judged AS (
  SELECT a.analysis_id, a.kind, a.project, a.metric_key, a.grade, a.n_runs_used
  FROM analysis a
  JOIN primaries p ON p.project = a.project AND p.metric_key = a.metric_key
), improving AS (
  SELECT f.project, f.metric_key, count(*) AS runs, count(*) FILTER (WHERE f.still_improving) AS improving
  FROM curve_feature f
  JOIN primaries p ON p.project = f.project AND p.metric_key = f.metric_key
  JOIN runs r ON r.run_key = f.run_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND r.started_at >= :period_start AND r.started_at < :period_end
  GROUP BY f.project, f.metric_key
  HAVING count(*) >= 5 AND count(*) FILTER (WHERE f.still_improving) >= 0.5 * count(*)
), swept AS (
  SELECT DISTINCT project, coalesce(group_name, parent_run_id) AS sweep
  FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
), told AS (
  SELECT 1 AS worth, 'rerun' AS kind, b.project, b.key AS subject, b.value AS text, CAST(b.failed_with AS DOUBLE) AS number_a,
    CAST(b.ended_with AS DOUBLE) AS number_b, CAST(NULL AS DOUBLE) AS number_c, CAST(NULL AS VARCHAR) AS grade,
    CAST(b.failed AS BIGINT) AS n, CAST(NULL AS VARCHAR) AS url, CAST(NULL AS VARCHAR) AS run_key, 'failures' AS section
  FROM blamed b
  UNION ALL
  SELECT 2, 'seeds', project, name, metric_key, gap, least_difference, sd, NULL, seeds_needed, url, run_key, 'leaderboard'
  FROM leaders
  UNION ALL
  SELECT 3, 'widen', j.project, s.param_key, s.edge, s.edge_share_top, CASE s.edge WHEN 'low' THEN s.low ELSE s.high END, s.widen_to, NULL,
    s.n, NULL, NULL, 'search'
  FROM search_param s
  JOIN judged j ON j.analysis_id = s.analysis_id AND j.kind = 'search'
  WHERE s.edge IS NOT NULL AND s.widen_to IS NOT NULL
    AND (s.sweep IS NULL OR s.sweep IN (SELECT w.sweep FROM swept w WHERE w.project = j.project))
  UNION ALL
  SELECT 4, 'widen_model', j.project, h.param_key, h.best_at, i.importance, CASE h.best_at WHEN 'low' THEN h.low ELSE h.high END, NULL, j.grade,
    j.n_runs_used, NULL, NULL, 'axis-plots'
  FROM judged j
  JOIN hp_param h ON h.analysis_id = j.analysis_id
  JOIN hp_importance i ON i.analysis_id = j.analysis_id AND i.param_key = h.param_key AND i.method = 'anova_first' AND i.subset = 'all'
  WHERE j.kind = 'sensitivity' AND j.grade IN ('weak', 'fair', 'firm') AND h.status = 'distinguishable' AND h.best_at IN ('low', 'high')
    AND h.value_type IN ('float', 'int') AND i.importance >= 0.05
  UNION ALL
  SELECT 5, 'longer', project, metric_key, NULL, improving, runs, NULL, NULL, runs, NULL, NULL, 'convergence'
  FROM improving
  UNION ALL
  SELECT 6, 'stop', j.project, s.sweep, NULL, s.trials_since_best, s.p_best_so_early, s.n_used, NULL, s.n_used, NULL, NULL, 'search'
  FROM search_summary s
  JOIN judged j ON j.analysis_id = s.analysis_id AND j.kind = 'search'
  JOIN swept w ON w.project = j.project AND w.sweep = s.sweep
  WHERE s.status = 'ok' AND s.n_used >= 20 AND s.p_best_so_early < 0.1
  UNION ALL
  SELECT 7, 'unexplored', j.project, h.param_key, h.scale, i.importance, h.coverage, NULL, j.grade, j.n_runs_used, NULL, NULL, 'axis-plots'
  FROM judged j
  JOIN hp_param h ON h.analysis_id = j.analysis_id
  JOIN hp_importance i ON i.analysis_id = j.analysis_id AND i.param_key = h.param_key AND i.method = 'anova_first' AND i.subset = 'all'
  WHERE j.kind = 'sensitivity' AND j.grade IN ('weak', 'fair', 'firm') AND h.status = 'distinguishable' AND h.coverage < 0.7
    AND i.importance >= 0.05 AND h.value_type IN ('float', 'int')
  UNION ALL
  SELECT 8, 'early_stop', r.project, r.rule, NULL, r.held_out_saved_share, r.held_out_regret, r.noise_sd, NULL, r.n_parts, NULL, NULL, 'early-stopping'
  FROM stop_recommendation r
  JOIN primaries p ON p.project = r.project AND p.metric_key = r.metric_key
  WHERE r.rule IS NOT NULL AND r.chosen_share >= 0.5 AND r.held_out_regret <= r.noise_sd AND r.held_out_saved_share >= 0.1
  UNION ALL
  SELECT 9, 'fix', j.project, string_agg(h.param_key, ', ' ORDER BY i.p_noise DESC, h.param_key), NULL, count(*), NULL, NULL, j.grade, j.n_runs_used,
    NULL, NULL, 'importance'
  FROM judged j
  JOIN hp_param h ON h.analysis_id = j.analysis_id
  JOIN hp_importance i ON i.analysis_id = j.analysis_id AND i.param_key = h.param_key AND i.method = 'anova_first' AND i.subset = 'all'
  WHERE j.kind = 'sensitivity' AND j.grade IN ('fair', 'firm') AND h.status = 'noise' AND h.n_distinct >= 3 AND i.p_noise >= 0.5 AND i.ci_high <= 0.1
  GROUP BY j.project, j.grade, j.n_runs_used
), single AS (
  -- One a setting: what the search saw goes before what the model thinks.
  SELECT *
  FROM told
  QUALIFY row_number() OVER (PARTITION BY project, CASE WHEN kind LIKE 'widen%' THEN 'widen' ELSE kind END, subject ORDER BY worth, number_a DESC NULLS LAST, n DESC NULLS LAST, text, number_b, number_c) = 1
), placed AS (
  SELECT *, row_number() OVER (PARTITION BY project ORDER BY worth, number_a DESC NULLS LAST, subject) AS place
  FROM single
)
SELECT p.*, l.rival, l.rival_seeds, l.configurations, l.degrees, b.what, count(*) OVER () AS suggestions
FROM placed p
LEFT JOIN leaders l ON p.kind = 'seeds' AND l.project = p.project
LEFT JOIN blamed b ON p.kind = 'rerun' AND b.project = p.project
WHERE p.place <= 3
ORDER BY p.worth, p.number_a DESC NULLS LAST, p.project, p.subject
LIMIT 12
