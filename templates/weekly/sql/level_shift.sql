-- Projects whose median result moved against the four weeks before, with a setting that changed with it: a first look,
-- for one week is too short to know a step by. Where the weeks slope or wander anyway, or a step is known already, it
-- has nothing to add.
WITH scored AS (
  SELECT r.run_key, r.project, p.metric_key, p.direction, r.started_at >= :period_start AS is_new,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND r.started_at >= :period_start - INTERVAL 28 DAY AND r.started_at < :period_end
    -- MLflow's SQL stores keep infinity as the largest double, which must not win.
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
), levels AS (
  SELECT project, metric_key, direction,
    count(*) FILTER (is_new) AS n_now, count(*) FILTER (NOT is_new) AS n_before,
    median(value) FILTER (is_new) AS median_now, median(value) FILTER (NOT is_new) AS median_before,
    quantile_cont(value, 0.25) FILTER (NOT is_new) AS q25_before,
    quantile_cont(value, 0.75) FILTER (NOT is_new) AS q75_before,
    quantile_cont(value, 0.25) FILTER (is_new) AS q25_now,
    quantile_cont(value, 0.75) FILTER (is_new) AS q75_now
  FROM scored
  GROUP BY project, metric_key, direction
), settings AS (
  SELECT s.project, 'param' AS kind, p.key, p.value, s.is_new, count(DISTINCT s.run_key) AS runs
  FROM scored s
  JOIN params p ON p.run_key = s.run_key AND NOT regexp_matches(lower(p.key), 'seed|random_state')
  GROUP BY s.project, p.key, p.value, s.is_new
  UNION ALL
  SELECT s.project, 'dataset' AS kind, coalesce(d.name, ''), d.digest, s.is_new, count(DISTINCT s.run_key)
  FROM scored s
  JOIN datasets d ON d.run_key = s.run_key
  GROUP BY s.project, d.name, d.digest, s.is_new
), changes AS (
  SELECT n.project, n.kind, n.key, n.value, n.runs / l.n_now AS share_now,
    coalesce(b.runs, 0) / l.n_before AS share_before,
    row_number() OVER (
      PARTITION BY n.project
      ORDER BY n.runs / l.n_now - coalesce(b.runs, 0) / l.n_before DESC, n.kind, n.key, n.value) AS place
  FROM settings n
  JOIN levels l ON l.project = n.project AND l.n_before > 0
  LEFT JOIN settings b ON b.project = n.project AND b.kind = n.kind AND b.key = n.key
    AND b.value = n.value AND NOT b.is_new
  WHERE n.is_new
)
SELECT l.*, c.kind AS change_kind, c.key AS change_key, c.value AS change_value, c.share_now, c.share_before
FROM levels l
LEFT JOIN changes c ON c.project = l.project AND c.place = 1 AND c.share_now >= 0.8 AND c.share_before <= 0.2
WHERE l.n_now >= 5 AND l.n_before >= 10
  AND NOT EXISTS (
    SELECT 1 FROM trend_test t
    WHERE t.project = l.project AND t.metric_key = l.metric_key AND t.series = 'level' AND t.test = 'shape'
      AND t.verdict IN ('slope', 'bend', 'wander', 'step_on_slope'))
  AND NOT EXISTS (
    SELECT 1 FROM change_point p
    WHERE p.project = l.project AND p.metric_key = l.metric_key AND p.series = 'level'
      AND timezone(:zone, CAST(p.period_start AS TIMESTAMP)) >= :period_start - INTERVAL 28 DAY
      AND timezone(:zone, CAST(p.period_start AS TIMESTAMP)) < :period_end)
ORDER BY l.project
