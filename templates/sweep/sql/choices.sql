-- The sweeps there are: by project and name; the name alone, or that of the parent run, will do where it is unique.
SELECT r.project || '/' || coalesce(r.group_name, r.parent_run_id) AS value,
  coalesce(any_value(r.group_name), any_value(p.name), any_value(r.parent_run_id)) AS label,
  r.project || ', ' || count(*) || ' runs' AS detail,
  coalesce(r.group_name, r.parent_run_id) AS sweep,
  any_value(p.name) AS parent_name
FROM runs r
LEFT JOIN runs p ON r.group_name IS NULL AND p.source = r.source AND p.run_id = r.parent_run_id
WHERE NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND coalesce(r.group_name, r.parent_run_id) IS NOT NULL
GROUP BY r.project, coalesce(r.group_name, r.parent_run_id)
ORDER BY max(r.started_at) DESC NULLS LAST, value
