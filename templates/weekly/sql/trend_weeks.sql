-- The last year of full weeks of each project that has enough of them: the level of the runs with its interval, the
-- expected best of equally many runs, and the levels between steps where the shape is steps.
WITH shown AS (
  SELECT s.analysis_id, s.project, s.metric_key, s.verdict AS shape, o.direction, s.n AS weeks, h.outlook,
    (SELECT max(c.period_start) FROM change_point c
      WHERE c.analysis_id = s.analysis_id AND c.metric_key = s.metric_key AND c.series = 'level'
        AND timezone(:zone, CAST(c.period_start AS TIMESTAMP)) < :period_end) AS last_step
  FROM trend_test s
  LEFT JOIN trend_test h ON h.analysis_id = s.analysis_id AND h.metric_key = s.metric_key AND h.series = 'iqm' AND h.test = 'hamed_rao'
  JOIN metric_role o ON o.project = s.project AND o.metric_key = s.metric_key AND o.is_primary AND o.direction IN ('min', 'max')
  WHERE s.series = 'level' AND s.test = 'shape' AND s.verdict <> 'too_few_weeks' AND s.project IN (SELECT project FROM charted)
), points AS (
  SELECT p.*, s.direction, s.shape
  FROM trend_point p
  JOIN shown s ON s.analysis_id = p.analysis_id AND s.metric_key = p.metric_key
  WHERE NOT p.partial AND p.value IS NOT NULL
    AND timezone(:zone, CAST(p.period_start AS TIMESTAMP)) < :period_end
    AND timezone(:zone, CAST(p.period_start AS TIMESTAMP)) >= :period_end - INTERVAL 371 DAY
), spans AS (
  SELECT analysis_id, metric_key, min(period_start) AS first_week, max(period_start) AS last_week
  FROM points
  WHERE series = 'level'
  GROUP BY analysis_id, metric_key
), steps AS (
  SELECT c.*, x.first_week, x.last_week,
    lag(c.period_start) OVER (PARTITION BY c.analysis_id, c.metric_key ORDER BY c.period_start) AS step_before,
    lead(c.period_start) OVER (PARTITION BY c.analysis_id, c.metric_key ORDER BY c.period_start) AS step_after
  FROM change_point c
  JOIN shown s ON s.analysis_id = c.analysis_id AND s.metric_key = c.metric_key AND s.shape = 'step'
  JOIN spans x ON x.analysis_id = c.analysis_id AND x.metric_key = c.metric_key
  WHERE c.series = 'level'
), parts AS (
  SELECT project, metric_key, 0 AS part, 'runs of the week, 95%' AS series, period_start AS week, value, ci_low AS low, ci_high AS high
  FROM points
  WHERE series = 'level'
  UNION ALL
  SELECT project, metric_key, 1, 'expected best of ' || draws, period_start, value, NULL, NULL
  FROM points
  WHERE series = 'expected_best'
  UNION ALL
  SELECT project, metric_key, 2, 'level', greatest(first_week, coalesce(step_before, first_week)), mean_before, NULL, NULL
  FROM steps
  WHERE period_start > first_week
  UNION ALL
  SELECT project, metric_key, 2, 'level', period_start - 7, mean_before, NULL, NULL
  FROM steps
  WHERE period_start > first_week
    AND period_start - 7 > greatest(first_week, coalesce(step_before, first_week))
  UNION ALL
  SELECT project, metric_key, 2, 'level', greatest(period_start, first_week), mean_after, NULL, NULL
  FROM steps
  WHERE step_after IS NULL AND period_start <= last_week
  UNION ALL
  SELECT project, metric_key, 2, 'level', last_week, mean_after, NULL, NULL
  FROM steps
  WHERE step_after IS NULL AND greatest(period_start, first_week) < last_week
)
SELECT p.project, p.metric_key, p.series, p.week, p.value, p.low, p.high,
  CASE s.direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better,
  CASE WHEN s.shape IN ('step', 'step_on_slope') AND s.last_step IS NOT NULL THEN 'stepped in the week of ' || strftime(s.last_step, '%-d %b %Y')
    WHEN s.outlook = 'improving' THEN 'getting better'
    WHEN s.outlook = 'worsening' THEN 'getting worse'
    WHEN s.shape = 'wander' THEN 'wanders'
    ELSE 'no clear change in ' || s.weeks || ' weeks' END AS message
FROM parts p
JOIN shown s ON s.project = p.project AND s.metric_key = p.metric_key
ORDER BY p.project, p.part, p.week, p.value
