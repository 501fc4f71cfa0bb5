-- Each project's best value in the period and before it, against the noise of repeated seeds.
WITH best AS (
  SELECT project, metric_key, direction, basis,
    count(*) FILTER (is_new) AS n_now,
    count(*) FILTER (NOT is_new) AS n_before,
    CASE direction WHEN 'max' THEN max(value) FILTER (is_new) ELSE min(value) FILTER (is_new) END AS best_now,
    CASE direction WHEN 'max' THEN max(value) FILTER (NOT is_new) ELSE min(value) FILTER (NOT is_new) END AS best_before
  FROM scored
  GROUP BY project, metric_key, direction, basis
), named AS (
  SELECT b.*,
    (SELECT min_by(s.name, (s.started_at, s.run_key)) FROM scored s
      WHERE s.project = b.project AND s.is_new AND s.value = b.best_now) AS run_now,
    (SELECT min_by(s.name, (s.started_at, s.run_key)) FROM scored s
      WHERE s.project = b.project AND NOT s.is_new AND s.value = b.best_before) AS run_before,
    (SELECT strftime(timezone(:zone, min(s.started_at)), '%-d %b %Y') FROM scored s
      WHERE s.project = b.project AND NOT s.is_new AND s.value = b.best_before) AS day_before
  FROM best b
), noise AS (
  -- Among the better half, if it was repeated: noise is often less there than among the poor.
  SELECT project, metric_key, subset, sd, least_difference, degrees, n_configurations
  FROM metric_noise
  WHERE value_kind = 'best' AND sd IS NOT NULL AND degrees >= 3
  QUALIFY row_number() OVER (PARTITION BY project, metric_key ORDER BY subset = 'better_half' DESC) = 1
)
SELECT n.*, d.sd, d.least_difference, d.degrees, d.n_configurations, d.subset,
  CASE n.direction WHEN 'max' THEN n.best_now - n.best_before ELSE n.best_before - n.best_now END AS gain
FROM named n
LEFT JOIN noise d ON d.project = n.project AND d.metric_key = n.metric_key
ORDER BY n.project
