-- Projects in which three runs or more of the period failed, with the probability that as many would by the
-- project's own usual rate: Fisher's exact test against all runs before. As the finding `failure-burst` has
-- it, a burst is at least a tenth of the runs, twice the usual share, and as rare as one in 500; where
-- hardly a run ended before, a fifth of the runs.
WITH ended AS (
  SELECT project, started_at >= :period_start AS is_new, status IN ('failed', 'crashed') AS lost
  FROM runs
  WHERE started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
    AND status IN ('finished', 'failed', 'crashed', 'killed')
), counts AS (
  SELECT project, count(*) FILTER (WHERE is_new) AS ended, count(*) FILTER (WHERE is_new AND lost) AS failed,
    count(*) FILTER (WHERE NOT is_new) AS ended_earlier, count(*) FILTER (WHERE NOT is_new AND lost) AS failed_earlier
  FROM ended
  GROUP BY project
  HAVING count(*) FILTER (WHERE is_new AND lost) >= 3
), hits AS (
  SELECT c.*, unnest(range(failed, least(ended, failed + failed_earlier) + 1)) AS k
  FROM counts c
), tails AS (
  SELECT project, least(1, sum(exp(
    lgamma(failed + failed_earlier + 1) - lgamma(k + 1) - lgamma(failed + failed_earlier - k + 1)
    + lgamma(ended + ended_earlier - failed - failed_earlier + 1) - lgamma(ended - k + 1)
    - lgamma(ended_earlier - failed - failed_earlier + k + 1)
    - lgamma(ended + ended_earlier + 1) + lgamma(ended + 1) + lgamma(ended_earlier + 1)) ORDER BY k)) AS chance
  FROM hits
  GROUP BY project
)
SELECT c.*, t.chance,
  c.failed >= 0.1 * c.ended AND c.failed / c.ended >= 2 * coalesce(c.failed_earlier / nullif(c.ended_earlier, 0), 0)
    AND CASE WHEN c.ended_earlier < 10 THEN c.failed >= 0.2 * c.ended ELSE t.chance <= 0.002 END AS is_burst
FROM counts c
JOIN tails t ON t.project = c.project
