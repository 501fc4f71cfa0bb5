-- The runs in the order asked for, with the metric by which their project is judged.
WITH asked AS (
  SELECT unnest(keys) AS run_key, generate_subscripts(keys, 1) AS place
  FROM (SELECT from_json(:runs, '["VARCHAR"]') AS keys)
), known AS (
  SELECT a.place, r.*, coalesce(nullif(r.name, ''), r.run_id) AS called
  FROM asked a
  JOIN runs r ON r.run_key = a.run_key
)
SELECT k.place, k.run_key, k.called AS name,
  k.called || CASE WHEN count(*) OVER (PARTITION BY k.called) > 1 THEN ' #' || k.place ELSE '' END AS label,
  k.project, k.tracker, k.source, k.status, k.created_by, k.started_at, k.ended_at, k.duration_s, k.group_name, k.url, k.same_as,
  count(*) OVER () AS n, count(DISTINCT k.project) OVER () AS n_projects, any_value(k.project) OVER () AS any_project
FROM known k
ORDER BY k.place
