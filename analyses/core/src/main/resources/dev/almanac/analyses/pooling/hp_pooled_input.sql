-- What is known of each project by its primary metric, one fact a row:
--   without  a project that no metric judges
--   project  name: metric, word: direction, label: status of its sensitivity, other: transform, x: seed noise
--   param    name: param, word: type, label: scale, low and high: range, n: inseparable group or 0, x: sd of
--            its slope over the range
--   share    name: param, x: share of the variance, low and high: its 90 % interval
--   curve    name: param, n: runs near, place: point, x: value, label: category, y: metric, low and high
--   run      name: param, place: number of the run, x: number, label: text, y: best value, low: last value
WITH judged AS (
  SELECT o.project, o.metric_key, o.direction, a.analysis_id, a.status, a.grade
  FROM metric_role o
  LEFT JOIN analysis a ON a.kind = 'sensitivity' AND a.project = o.project AND a.metric_key = o.metric_key
  WHERE o.is_primary
),
-- Two columns in one equality, here and below, leave an engine without statistics no other order of joins:
-- by the name of a metric or param alone, each project's would meet those of all others first.
scored AS (
  SELECT r.run_key, j.project, j.analysis_id,
    CAST(row_number() OVER (PARTITION BY j.project ORDER BY r.run_key) AS BIGINT) AS run,
    CASE WHEN j.direction = 'max' THEN s.max ELSE s.min END AS best, coalesce(s.last, s.reported) AS last
  FROM metric_summaries s
  JOIN runs r ON r.run_key = s.run_key
  JOIN judged j ON j.project || ' ' || j.metric_key = r.project || ' ' || s.key
  WHERE r.same_as IS NULL AND NOT coalesce(r.deleted, false) AND NOT coalesce(s.system, false)
    AND coalesce(s.points, 0) > 0 AND coalesce(r.status, 'unknown') IN ('finished', 'unknown')
)
SELECT j.project, 'project' AS fact, j.metric_key AS name, coalesce(j.direction, 'unknown') AS word,
  coalesce(j.grade, j.status) AS label, u.transform AS other, j.analysis_id AS source,
  CAST(0 AS BIGINT) AS place, n.sd AS x, CAST(NULL AS DOUBLE) AS y, CAST(NULL AS DOUBLE) AS low,
  CAST(NULL AS DOUBLE) AS high, CAST(0 AS BIGINT) AS n
FROM judged j
LEFT JOIN hp_surrogate u ON u.analysis_id = j.analysis_id AND u.chosen
LEFT JOIN metric_noise n ON n.project = j.project AND n.metric_key = j.metric_key
  AND n.value_kind = 'best' AND n.subset = 'all'
UNION ALL
SELECT j.project, 'param', p.param_key, p.value_type, p.scale, CAST(NULL AS VARCHAR), j.analysis_id,
  CAST(0 AS BIGINT), p.slope_sd, CAST(NULL AS DOUBLE), p.low, p.high,
  CAST(coalesce(p.group_id, 0) AS BIGINT)
FROM judged j
JOIN hp_param p ON p.analysis_id = j.analysis_id
UNION ALL
SELECT j.project, 'share', i.param_key, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
  j.analysis_id, CAST(0 AS BIGINT), i.importance, CAST(NULL AS DOUBLE), i.ci_low, i.ci_high,
  CAST(i.n AS BIGINT)
FROM judged j
JOIN hp_importance i ON i.analysis_id = j.analysis_id AND i.method = 'anova_first' AND i.subset = 'all'
UNION ALL
SELECT j.project, 'curve', m.param_key, CAST(NULL AS VARCHAR), m.category, CAST(NULL AS VARCHAR),
  j.analysis_id, CAST(m.bin AS BIGINT), m.x, m.y, m.ci_low, m.ci_high, CAST(m.n_runs AS BIGINT)
FROM judged j
JOIN hp_marginal m ON m.analysis_id = j.analysis_id AND m.method = 'pdp'
UNION ALL
SELECT s.project, 'run', p.key, CAST(NULL AS VARCHAR), p.value, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
  s.run, p.number, s.best, s.last, CAST(NULL AS DOUBLE), CAST(0 AS BIGINT)
FROM params p
JOIN scored s ON s.run_key = p.run_key
JOIN hp_param h ON h.analysis_id || ' ' || h.param_key = s.analysis_id || ' ' || p.key
UNION ALL
SELECT o.project, 'without', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
  CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(0 AS BIGINT), CAST(NULL AS DOUBLE),
  CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(0 AS BIGINT)
FROM metric_role o
GROUP BY o.project
HAVING NOT bool_or(coalesce(o.is_primary, false))
ORDER BY project, fact, name NULLS FIRST, source NULLS FIRST, place, label NULLS FIRST
