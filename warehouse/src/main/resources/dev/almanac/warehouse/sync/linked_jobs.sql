-- Pairs of a job that logged nothing itself, only what it was given (Hydra), and the run that it
-- logged to another tracker. The rules are told in docs/warehouse.md, "One run, several trackers".
WITH alive AS (
  SELECT run_key, tracker, started_at
  FROM runs
  WHERE NOT gone
),
measured AS (
  SELECT DISTINCT run_key FROM metric_summaries
),
jobs AS (
  SELECT a.* FROM alive a ANTI JOIN measured m ON m.run_key = a.run_key WHERE a.tracker = 'hydra'
),
others AS (
  SELECT a.* FROM alive a SEMI JOIN measured m ON m.run_key = a.run_key WHERE a.tracker <> 'hydra'
),
-- Trackers join the names of nested params by points or by slashes.
given AS (
  SELECT run_key, replace(key, '/', '.') AS key, coalesce(number::VARCHAR, value) AS value, origin
  FROM params
  QUALIFY row_number() OVER (PARTITION BY run_key, replace(key, '/', '.') ORDER BY key, origin) = 1
),
-- What the sweep varies marks each of its jobs; a run of the job that logged all of it carries it too.
marks AS (
  SELECT g.run_key, list(g.key ORDER BY g.key) AS keys, list(g.value ORDER BY g.key) AS vals
  FROM given g
  SEMI JOIN jobs j ON j.run_key = g.run_key
  WHERE g.origin = 'sweep'
  GROUP BY g.run_key
),
key_sets AS (
  SELECT DISTINCT keys, len(keys) AS size FROM marks
),
wanted AS (
  SELECT keys, size, unnest(keys) AS key FROM key_sets
),
other_marks AS (
  SELECT w.keys, g.run_key, list(g.value ORDER BY g.key) AS vals
  FROM wanted w
  JOIN given g ON g.key = w.key
  SEMI JOIN others o ON o.run_key = g.run_key
  GROUP BY w.keys, w.size, g.run_key
  HAVING count(*) = w.size
),
swept AS (
  SELECT m.run_key AS job, n.run_key AS other
  FROM marks m
  JOIN other_marks n ON n.keys = m.keys AND n.vals = m.vals
  -- A job that does not know its zone is some hours off.
  JOIN jobs j ON j.run_key = m.run_key
  JOIN others o ON o.run_key = n.run_key
  WHERE coalesce(
    abs(epoch_us(j.started_at)::DOUBLE - epoch_us(o.started_at)) <= 86400000000, true)
),
-- A job on its own is told by its time: the run began while the program did.
soon AS (
  SELECT j.run_key AS job, o.run_key AS other
  FROM jobs j
  JOIN others o
    ON o.started_at >= j.started_at - INTERVAL 1 SECOND
    AND o.started_at <= j.started_at + INTERVAL 60 SECONDS
),
pairs AS (
  SELECT job, other
  FROM (SELECT job, other FROM swept UNION SELECT job, other FROM soon)
  -- Of so many nobody can tell which one is meant, and comparing them all would take for ever.
  QUALIFY count(*) OVER (PARTITION BY job) <= 20 AND count(*) OVER (PARTITION BY other) <= 20
),
compared AS (
  SELECT p.job, p.other, count(*) AS shared, count(*) FILTER (WHERE a.value = b.value) AS equal
  FROM pairs p
  JOIN given a ON a.run_key = p.job
  JOIN given b ON b.run_key = p.other AND b.key = a.key
  GROUP BY p.job, p.other
),
sizes AS (
  SELECT run_key, count(*) AS params FROM given GROUP BY run_key
),
-- A seed of 42 in common is no sign: of the one that has fewer params, half must be shared.
clear AS (
  SELECT
    c.job, c.other,
    count(*) OVER (PARTITION BY c.job, o.tracker) AS others,
    count(*) OVER (PARTITION BY c.other) AS jobs
  FROM compared c
  JOIN others o ON o.run_key = c.other
  JOIN sizes p ON p.run_key = c.job
  JOIN sizes q ON q.run_key = c.other
  WHERE c.equal = c.shared AND 2 * c.shared >= least(p.params, q.params)
)
SELECT job, other, 'job' AS rule
FROM clear
WHERE others = 1 AND jobs = 1
ORDER BY job, other
