-- What a run may be called. Of a run that several trackers saw, one is found by the name.
SELECT run_key AS value, coalesce(nullif(name, ''), run_id) AS label,
  concat_ws(', ', project, tracker, strftime(timezone('UTC', started_at), '%Y-%m-%d %H:%M UTC')) AS detail,
  CASE WHEN same_as IS NULL AND NOT coalesce(deleted, false) THEN name END AS name, run_id
FROM runs
