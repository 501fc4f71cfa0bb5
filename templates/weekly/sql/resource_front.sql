-- What each finished run took and what came of it, for projects that ran in the period: the front are
-- the runs that none is both quicker and better than. The newest 200 runs of a project and its front.
WITH active AS (
  -- The eight busiest, so that the page stays of a size to read.
  SELECT project FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
  GROUP BY project
  ORDER BY count(*) DESC, project
  LIMIT 8
), scored AS (
  SELECT r.run_key, r.project, coalesce(r.name, r.run_id) AS name, r.started_at, r.ended_at, r.duration_s, r.url, p.metric_key, p.direction,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value,
    CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END AS badness
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end
    -- MLflow's SQL stores keep infinity as the largest double, which must not win.
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
    AND r.project IN (SELECT project FROM active) AND r.duration_s > 0
), fronts AS (
  SELECT *,
    badness < coalesce(min(badness) OVER (PARTITION BY project ORDER BY duration_s, badness, run_key
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 'infinity'::DOUBLE) AS is_front,
    row_number() OVER (PARTITION BY project ORDER BY started_at DESC, run_key) AS age,
    min(badness) OVER (PARTITION BY project) AS best, count(*) OVER (PARTITION BY project) AS runs
  FROM scored
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
