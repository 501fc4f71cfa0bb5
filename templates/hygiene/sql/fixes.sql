-- What would mend the most runs of the period: first what is a setting or a few lines, then what is more work.
WITH judged AS (
  SELECT h.*
  FROM hygiene_run h
  JOIN runs r ON r.run_key = h.run_key
  WHERE r.started_at >= :period_start AND r.started_at < :period_end
    AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
), states AS (
  UNPIVOT judged
  ON COLUMNS(* EXCLUDE (analysis_id, run_key, project, tracker, score, recordable_score, reproducible,
    reproducible_missing, explanation, evidence, next_item, next_fix))
  INTO NAME item VALUE state
)
SELECT replace(s.item, '_', ' ') AS label, s.tracker, i.fix, i.effort, i.essential, i.weight,
  count(*) AS runs, count(*) FILTER (s.state = 'partial') AS partly,
  string_agg(DISTINCT s.project, ', ' ORDER BY s.project) AS projects
FROM states s
JOIN hygiene_item i ON i.project = s.project AND i.tracker = s.tracker AND i.item = s.item
WHERE s.state IN ('missing', 'partial') AND i.how IN ('auto', 'call') AND i.fix IS NOT NULL
GROUP BY s.item, s.tracker, i.fix, i.effort, i.essential, i.weight
ORDER BY i.effort > 3, runs DESC, i.weight DESC, i.effort, s.tracker, s.item
LIMIT 12
