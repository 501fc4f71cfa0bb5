-- What sets the failed runs of a project most apart from its others: the setting or host that most of them
-- had and that fails at least twice as often, beyond chance by Fisher's exact test times the number of
-- settings and hosts of three runs or more (Bonferroni), at 5 %. One a project.
WITH ended AS (
  SELECT run_key, project, status IN ('failed', 'crashed') AS lost
  FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
    AND status IN ('finished', 'failed', 'crashed', 'killed')
), totals AS (
  SELECT project, count(*) AS ended, count(*) FILTER (WHERE lost) AS failed
  FROM ended
  GROUP BY project
  HAVING count(*) FILTER (WHERE lost) >= 3 AND count(*) FILTER (WHERE lost) < count(*)
), marks AS (
  SELECT e.project, e.run_key, e.lost, 'setting' AS what, p.key, max(coalesce(p.value, '')) AS value
  FROM ended e
  JOIN totals t ON t.project = e.project
  JOIN params p ON p.run_key = e.run_key
  LEFT JOIN param_role o ON o.project = e.project AND o.param_key = p.key
  WHERE coalesce(o.role, 'setting') = 'setting'
  GROUP BY e.project, e.run_key, e.lost, p.key
  UNION ALL
  SELECT e.project, e.run_key, e.lost, 'host', 'host', max(v.value)
  FROM ended e
  JOIN totals t ON t.project = e.project
  JOIN environment v ON v.run_key = e.run_key
  WHERE (v.key = 'hostname' OR v.kind = 'host' AND v.key IN ('host', 'name')) AND v.value <> ''
  GROUP BY e.project, e.run_key, e.lost
), counts AS (
  SELECT m.project, m.what, m.key, m.value, t.ended, t.failed, count(*) AS ended_with, count(*) FILTER (WHERE m.lost) AS failed_with,
    -- Of fewer runs than three a setting could not be blamed, so that it is no try.
    count(*) OVER (PARTITION BY m.project) AS tries
  FROM marks m
  JOIN totals t ON t.project = m.project
  GROUP BY m.project, m.what, m.key, m.value, t.ended, t.failed
  HAVING count(*) >= 3 AND count(*) < t.ended
), hits AS (
  SELECT c.*, unnest(range(failed_with, least(ended_with, failed) + 1)) AS k
  FROM counts c
  WHERE failed_with >= 3 AND failed_with >= 0.6 * failed
    AND failed_with / ended_with >= 2 * (failed - failed_with) / (ended - ended_with)
), tails AS (
  SELECT project, what, key, value, ended, failed, ended_with, failed_with,
    least(1, tries * sum(exp(lgamma(failed + 1) - lgamma(k + 1) - lgamma(failed - k + 1)
      + lgamma(ended - failed + 1) - lgamma(ended_with - k + 1) - lgamma(ended - failed - ended_with + k + 1)
      - lgamma(ended + 1) + lgamma(ended_with + 1) + lgamma(ended - ended_with + 1)) ORDER BY k)) AS chance
  FROM hits
  GROUP BY project, what, key, value, ended, failed, ended_with, failed_with, tries
)
SELECT *, (failed - failed_with) / (ended - ended_with) AS rate_without
FROM tails
WHERE chance <= 0.05
QUALIFY row_number() OVER (PARTITION BY project ORDER BY chance, what DESC, key, value) = 1
