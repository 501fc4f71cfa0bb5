-- The period in one row, beside the one before it.
WITH spans AS (
  SELECT 'now' AS span, :period_start AS span_start, :period_end AS span_end
  UNION ALL
  SELECT 'before', :previous_start, :previous_end
), counted AS (
  SELECT
    s.span,
    count(r.run_key) AS runs,
    count(DISTINCT r.project) AS projects,
    count(DISTINCT r.created_by) AS people,
    count(*) FILTER (r.status IN ('failed', 'crashed')) AS failed,
    count(*) FILTER (r.status IN ('finished', 'failed', 'crashed', 'killed')) AS ended,
    coalesce(sum(r.duration_s), 0) AS seconds
  FROM spans s
  LEFT JOIN runs r
    ON r.started_at >= s.span_start AND r.started_at < s.span_end AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
  GROUP BY s.span
)
SELECT
  n.runs, n.projects, n.people, n.failed, n.ended, n.seconds,
  b.runs AS runs_before, b.projects AS projects_before, b.failed AS failed_before,
  b.ended AS ended_before, b.seconds AS seconds_before,
  (SELECT count(*) FROM runs WHERE NOT coalesce(deleted, false) AND same_as IS NULL AND started_at < :period_end) AS runs_ever
FROM counted n, counted b
WHERE n.span = 'now' AND b.span = 'before'
