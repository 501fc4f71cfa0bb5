-- What would mend the most runs of the period: first what is a setting or a few lines, then what is more work.
SELECT replace(s.item, '_', ' ') AS label, s.tracker, i.fix, i.effort, i.essential, i.weight,
  count(*) AS runs, count(*) FILTER (s.state = 'partial') AS partly,
  string_agg(DISTINCT s.project, ', ' ORDER BY s.project) AS projects
FROM states s
JOIN hygiene_item i ON i.project = s.project AND i.tracker = s.tracker AND i.item = s.item
WHERE s.state IN ('missing', 'partial') AND i.how IN ('auto', 'call') AND i.fix IS NOT NULL
GROUP BY s.item, s.tracker, i.fix, i.effort, i.essential, i.weight
ORDER BY i.effort > 3, runs DESC, i.weight DESC, i.effort, s.tracker, s.item
LIMIT 12
