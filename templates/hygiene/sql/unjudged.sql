-- What was not counted, or could not earn points, in runs of the period, and why.
SELECT s.state, replace(s.item, '_', ' ') AS label, s.tracker, i.weight, count(*) AS runs,
  string_agg(DISTINCT s.project, ', ' ORDER BY s.project) AS projects,
  CASE WHEN s.state = 'not_applicable' THEN NULL ELSE any_value(i.fix) END AS reason
FROM states s
JOIN hygiene_item i ON i.project = s.project AND i.tracker = s.tracker AND i.item = s.item
WHERE s.state IN ('unknown', 'not_recorded', 'not_applicable')
GROUP BY s.state, s.item, s.tracker, i.weight
ORDER BY list_position(['unknown', 'not_recorded', 'not_applicable'], s.state), runs DESC, s.tracker, s.item
