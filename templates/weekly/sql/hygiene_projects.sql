-- Per project, how much of what should be tracked the runs of the period have, and the cheapest next fix.
SELECT h.project, count(*) AS runs, avg(h.score) AS score, avg(h.recordable_score) AS recordable,
  count(*) FILTER (h.reproducible = 'yes') AS reproducible,
  any_value(p.next_item) AS next_item, any_value(replace(p.next_item, '_', ' ')) AS next_label,
  any_value(p.next_fix) AS next_fix, any_value(p.next_tracker) AS next_tracker,
  any_value(p.next_runs) AS next_runs, any_value(p.n_runs) AS all_runs, any_value(p.next_points) AS next_points
FROM hygiene_run h
JOIN runs r ON r.run_key = h.run_key
JOIN hygiene_project p ON p.project = h.project
WHERE r.started_at >= :period_start AND r.started_at < :period_end
  AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
GROUP BY h.project
ORDER BY h.project
