-- Each source as its last sync left it.
SELECT
  l.source,
  arg_max(l.kind || ' ' || l.format, l.started_at) AS kind,
  arg_max(l.location, l.started_at) AS location,
  max(l.ended_at) AS last_sync,
  arg_max(l.outcome, l.started_at) AS outcome,
  coalesce(any_value(r.runs), 0) AS runs,
  coalesce(any_value(q.problems), 0) AS problems
FROM sync_log l
LEFT JOIN (SELECT source, count(*) AS runs FROM runs GROUP BY source) r ON r.source = l.source
LEFT JOIN (SELECT source, count(*) AS problems FROM quarantine GROUP BY source) q
  ON q.source = l.source
GROUP BY l.source
ORDER BY l.source
