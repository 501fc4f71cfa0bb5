-- For each tracker in use: every item that runs of the period lack, and the call that records it.
WITH lacking AS (
  SELECT s.tracker, s.item, i.area, i.weight, i.essential, i.how, i.effort, i.fix, count(*) AS runs
  FROM states s
  JOIN hygiene_item i ON i.project = s.project AND i.tracker = s.tracker AND i.item = s.item
  WHERE s.state IN ('missing', 'partial') AND i.how IN ('auto', 'call') AND i.fix IS NOT NULL
  GROUP BY ALL
)
SELECT l.tracker, replace(l.item, '_', ' ') AS label, l.area, l.weight, l.essential, l.how, l.effort, l.fix, l.runs,
  (SELECT count(*) FROM judged j WHERE j.tracker = l.tracker) AS tracker_runs
FROM lacking l
JOIN information_schema.columns o ON o.table_name = 'hygiene_run' AND o.column_name = l.item
ORDER BY tracker_runs DESC, l.tracker, o.ordinal_position
