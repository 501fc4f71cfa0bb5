-- What the tracker says of the run.
SELECT r.run_key, coalesce(nullif(r.name, ''), r.run_id) AS name, r.project, r.tracker, r.source, r.run_id, r.status,
  coalesce(r.deleted, false) AS deleted, coalesce(r.gone, false) AS gone, r.created_by, r.started_at, r.ended_at, r.duration_s,
  r.group_name, r.job_type, r.description, r.url, r.synced_at,
  (SELECT count(*) FROM params p WHERE p.run_key = r.run_key) AS n_params,
  (SELECT count(*) FROM metric_summaries s WHERE s.run_key = r.run_key AND NOT coalesce(s.system, false)) AS n_metrics,
  (SELECT sum(s.points) FROM metric_summaries s WHERE s.run_key = r.run_key AND NOT coalesce(s.system, false)) AS n_points
FROM runs r
WHERE r.run_key = :run
