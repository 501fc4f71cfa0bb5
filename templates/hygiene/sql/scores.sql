-- Points of the runs of the period by project, beside those of the period before.
WITH judged AS (
  SELECT h.project, h.tracker, h.score, h.recordable_score, h.reproducible, r.started_at >= :period_start AS is_now
  FROM hygiene_run h
  JOIN runs r ON r.run_key = h.run_key
  WHERE r.started_at >= :previous_start AND r.started_at < :period_end
    AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
)
SELECT project,
  string_agg(DISTINCT tracker, ', ' ORDER BY tracker) FILTER (is_now) AS trackers,
  count(*) FILTER (is_now) AS runs,
  avg(score) FILTER (is_now) AS score,
  min(score) FILTER (is_now) AS score_low,
  max(score) FILTER (is_now) AS score_high,
  avg(recordable_score) FILTER (is_now) AS recordable,
  count(*) FILTER (is_now AND reproducible = 'yes') AS whole,
  count(*) FILTER (is_now AND reproducible = 'partly') AS partly,
  count(*) FILTER (NOT is_now) AS runs_before,
  avg(score) FILTER (NOT is_now) AS score_before
FROM judged
GROUP BY project
HAVING count(*) FILTER (is_now) > 0
ORDER BY score, project
