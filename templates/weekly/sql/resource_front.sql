-- What each finished run took and what came of it, for projects that ran in the period: the front are
-- the runs that none is both quicker and better than. The newest 200 runs of a project and its front.
WITH fronts AS (
  SELECT *,
    badness < coalesce(min(badness) OVER (PARTITION BY project ORDER BY duration_s, badness, run_key
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 'infinity'::DOUBLE) AS is_front,
    row_number() OVER (PARTITION BY project ORDER BY started_at DESC, run_key) AS age,
    min(badness) OVER (PARTITION BY project) AS best, count(*) OVER (PARTITION BY project) AS runs
  FROM scored
  WHERE duration_s > 0 AND project IN (SELECT project FROM busiest WHERE place <= 8)
), noise AS (
  SELECT project, metric_key, sd
  FROM metric_noise
  WHERE value_kind = 'best' AND sd IS NOT NULL AND degrees >= 3 AND subset = 'all'
), times AS (
  SELECT f.project, min(f.duration_s) FILTER (WHERE f.badness = f.best) AS best_s,
    min(f.duration_s) FILTER (WHERE f.badness <= f.best + n.sd) AS near_s, median(f.duration_s) AS usual_s,
    max(f.duration_s) / min(f.duration_s) >= 100 AS is_wide,
    min(f.value) > 0 AND quantile_cont(f.value, 0.9) >= 30 * quantile_cont(f.value, 0.1) AS is_steep
  FROM fronts f
  LEFT JOIN noise n ON n.project = f.project AND n.metric_key = f.metric_key
  GROUP BY f.project
), told AS (
  SELECT *, CASE WHEN best_s >= 6000 THEN format('{:.0f}', best_s / 60) ELSE format('{:.2g}', best_s / 60) END AS best_text,
    CASE WHEN near_s >= 6000 THEN format('{:.0f}', near_s / 60) ELSE format('{:.2g}', near_s / 60) END AS near_text,
    CASE WHEN usual_s >= 6000 THEN format('{:.0f}', usual_s / 60) ELSE format('{:.2g}', usual_s / 60) END AS usual_text
  FROM times
)
SELECT f.project, f.metric_key, f.direction, f.name AS run_name, f.duration_s / 60 AS minutes, f.value,
  CASE WHEN f.is_front THEN 'front' ELSE 'run' END AS role,
  CASE WHEN t.is_wide THEN 'log' ELSE 'linear' END AS x_scale, CASE WHEN t.is_steep THEN 'log' ELSE 'linear' END AS y_scale,
  CASE WHEN t.near_s < 0.75 * t.best_s THEN t.near_text || ' of the ' || t.best_text || ' minutes of the best are enough to come within seed noise of it'
    ELSE 'the best took ' || t.best_text || ' minutes, the median run ' || t.usual_text END AS message,
  CASE WHEN f.runs > 200 THEN 'The newest 200 of ' || f.runs || ' runs, and the front of all.' ELSE '' END AS note
FROM fronts f
JOIN told t ON t.project = f.project
WHERE (f.age <= 200 OR f.is_front) AND f.runs >= 10
ORDER BY f.project, f.duration_s, f.run_key
