-- Items that a project's runs have clearly more or less often than those of the period before.
WITH judged AS (
  SELECT h.*, r.started_at >= :period_start AS is_now
  FROM hygiene_run h
  JOIN runs r ON r.run_key = h.run_key
  WHERE r.started_at >= :previous_start AND r.started_at < :period_end
    AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
), states AS (
  UNPIVOT judged
  ON COLUMNS(* EXCLUDE (analysis_id, run_key, project, tracker, score, recordable_score, reproducible,
    reproducible_missing, explanation, evidence, next_item, next_fix, is_now))
  INTO NAME item VALUE state
), counted AS (
  SELECT project, item,
    count(*) FILTER (is_now) AS asked,
    count(*) FILTER (is_now AND state = 'present') AS there,
    count(*) FILTER (NOT is_now) AS asked_before,
    count(*) FILTER (NOT is_now AND state = 'present') AS there_before
  FROM states
  WHERE state NOT IN ('unknown', 'not_applicable')
  GROUP BY project, item
), shares AS (
  SELECT *, there / nullif(asked, 0) AS share, there_before / nullif(asked_before, 0) AS share_before
  FROM counted
)
SELECT s.project, s.item, replace(s.item, '_', ' ') AS label, s.asked, s.there, s.share,
  s.asked_before, s.there_before, s.share_before, s.share - s.share_before AS change, w.weight
FROM shares s
JOIN (SELECT item, any_value(weight) AS weight FROM hygiene_item GROUP BY item) w ON w.item = s.item
WHERE abs(s.share - s.share_before) >= 0.05
ORDER BY w.weight * abs(s.share - s.share_before) DESC, s.project, s.item
LIMIT 20
