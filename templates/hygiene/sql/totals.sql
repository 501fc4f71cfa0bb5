-- The runs of the period and of the one before in one row: how many there are, how many were judged,
-- their mean points, and how many could be done again.
WITH spans AS (
  SELECT 'now' AS span, :period_start AS span_start, :period_end AS span_end
  UNION ALL
  SELECT 'before', :previous_start, :previous_end
), counted AS (
  SELECT s.span, count(r.run_key) AS runs, count(h.run_key) AS judged, count(DISTINCT h.project) AS projects,
    avg(h.score) AS score, count(*) FILTER (h.reproducible = 'yes') AS whole,
    count(*) FILTER (h.reproducible = 'partly') AS partly
  FROM spans s
  LEFT JOIN runs r
    ON r.started_at >= s.span_start AND r.started_at < s.span_end AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
  LEFT JOIN hygiene_run h ON h.run_key = r.run_key
  GROUP BY s.span
)
SELECT n.runs, n.judged, n.projects, n.score, n.whole, n.partly,
  b.runs AS runs_before, b.judged AS judged_before, b.score AS score_before, b.whole AS whole_before
FROM counted n, counted b
WHERE n.span = 'now' AND b.span = 'before'
