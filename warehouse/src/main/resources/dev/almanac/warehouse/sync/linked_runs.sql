-- Pairs of runs that are one run, seen through two trackers, with the rule that says so.
-- The rules are told in docs/warehouse.md, "One run, several trackers".
WITH alive AS (
  SELECT run_key, source, tracker, started_at
  FROM runs
  WHERE NOT gone
),
-- An identity that two runs of one source claim tells neither of them from the other.
usable AS MATERIALIZED (
  SELECT i.kind, i.value
  FROM run_identities i
  JOIN alive r ON r.run_key = i.run_key
  GROUP BY i.kind, i.value
  HAVING count(DISTINCT r.source) > 1 AND count(DISTINCT r.source) = count(DISTINCT r.run_key)
),
-- Read first, and alone: without statistics DuckDB would join what ten thousand runs of one folder claim
-- with itself.
claims AS MATERIALIZED (
  SELECT i.run_key, i.kind, i.value, a.tracker, a.started_at
  FROM run_identities i
  SEMI JOIN usable u ON u.kind = i.kind AND u.value = i.value
  JOIN alive a ON a.run_key = i.run_key
),
named AS MATERIALIZED (
  SELECT a.run_key AS one, b.run_key AS other, 'identity ' || a.kind AS rule
  FROM claims a
  JOIN claims b ON b.kind = a.kind AND b.value = a.value AND b.run_key > a.run_key
  -- A folder may have been used again by a later run.
  WHERE a.kind <> 'folder'
    OR coalesce(
      abs(epoch_us(a.started_at)::DOUBLE - epoch_us(b.started_at)) <= 3600000000, true)
),
-- One run of one tracker in two places, an export and the server: one of them stands for both.
copies AS (
  SELECT DISTINCT n.other AS run_key
  FROM named n
  JOIN alive a ON a.run_key = n.one
  JOIN alive b ON b.run_key = n.other
  WHERE a.tracker = b.tracker AND n.rule <> 'identity folder'
),
-- Curves that are no constants, in the precision that every tracker keeps. Those of few points count
-- only if their values have many digits: counters and round rates are alike in many runs.
metric_curves AS (
  SELECT
    s.run_key, r.tracker, r.started_at, s.key, s.points,
    TRY_CAST(s.first AS FLOAT) AS first, TRY_CAST(s.last AS FLOAT) AS last,
    TRY_CAST(s.min AS FLOAT) AS min, TRY_CAST(s.max AS FLOAT) AS max
  FROM metric_summaries s
  JOIN alive r ON r.run_key = s.run_key
  ANTI JOIN copies c ON c.run_key = s.run_key
  WHERE (s.points >= 10
      OR s.points >= 3
        AND abs(s.min - round(s.min, 3)) > 1e-6 AND abs(s.max - round(s.max, 3)) > 1e-6)
    AND s.non_finite = 0 AND s.min < s.max AND NOT s.system
),
-- One curve under two names is one. What very many runs share, like a counter of epochs, tells none
-- of them from the others, and comparing all with all would take for ever.
curves AS (
  SELECT *
  FROM (
    SELECT DISTINCT
      run_key, tracker, epoch_us(started_at)::DOUBLE AS began, points, first, last, min, max
    FROM metric_curves
  )
  QUALIFY count(*) OVER (PARTITION BY points, first, last, min, max) <= 200
),
curve_counts AS (
  SELECT run_key, count(*) FILTER (WHERE points >= 10) AS curves FROM curves GROUP BY run_key
),
alike AS MATERIALIZED (
  SELECT a.run_key AS one, b.run_key AS other, a.tracker AS one_tracker,
    b.tracker AS other_tracker, count(*) AS shared,
    count(*) FILTER (WHERE a.points >= 10) AS long_shared
  FROM curves a
  JOIN curves b
    ON b.points = a.points AND b.first = a.first AND b.last = a.last
    AND b.min = a.min AND b.max = a.max
  WHERE a.run_key < b.run_key
    AND a.tracker <> b.tracker
    AND coalesce(abs(a.began - b.began) <= 3600000000, true)
  GROUP BY ALL
),
equal_curves AS (
  SELECT k.one, k.other, k.one_tracker, k.other_tracker
  FROM alike k
  JOIN curve_counts p ON p.run_key = k.one
  JOIN curve_counts q ON q.run_key = k.other
  WHERE k.shared >= 2 OR k.long_shared >= 1 AND k.long_shared >= least(2, p.curves, q.curves)
),
-- Short curves say little each: many of one name, of runs that began at the same moment, say enough.
short_curves AS (
  SELECT
    s.run_key, r.tracker, s.key, s.points, TRY_CAST(s.first AS FLOAT) AS first,
    TRY_CAST(s.last AS FLOAT) AS last, epoch_us(r.started_at)::DOUBLE AS began,
    epoch_us(r.started_at) // 10000000 AS moment
  FROM metric_summaries s
  JOIN alive r ON r.run_key = s.run_key
  ANTI JOIN copies c ON c.run_key = s.run_key
  WHERE s.points >= 1 AND NOT s.system AND r.started_at IS NOT NULL
  QUALIFY count(*) OVER (
    PARTITION BY moment, s.key, s.points, TRY_CAST(s.first AS FLOAT), TRY_CAST(s.last AS FLOAT)
  ) <= 200
),
neighbours AS (
  SELECT c.* EXCLUDE (moment), c.moment + n.shift AS moment
  FROM short_curves c
  CROSS JOIN (VALUES (-1), (0), (1)) n (shift)
),
together AS (
  SELECT a.run_key AS one, b.run_key AS other, a.tracker AS one_tracker, b.tracker AS other_tracker
  FROM short_curves a
  JOIN neighbours b
    ON b.moment = a.moment AND b.key = a.key AND b.points = a.points AND b.first = a.first
    AND b.last = a.last
  WHERE a.run_key < b.run_key AND a.tracker <> b.tracker AND abs(a.began - b.began) <= 10000000
  GROUP BY ALL
  HAVING count(*) >= 5
),
agreeing AS MATERIALIZED (
  SELECT one, other, one_tracker, other_tracker FROM equal_curves
  UNION
  SELECT one, other, one_tracker, other_tracker FROM together
),
-- Counters and schedules agree between different runs. A metric of one name and length that went
-- another way, by more than a log rounds, shows that they are two.
one_sided AS MATERIALIZED (
  SELECT k.one, k.other, a.key, a.points, a.first, a.last, a.min, a.max
  FROM agreeing k
  JOIN metric_curves a ON a.run_key = k.one
),
contradicted AS (
  SELECT DISTINCT a.one, a.other
  FROM one_sided a
  JOIN metric_curves b ON b.run_key = a.other AND b.key = a.key AND b.points = a.points
  WHERE abs(a.first::DOUBLE - b.first) > 1e-3 * greatest(abs(a.first), abs(b.first))
    OR abs(a.last::DOUBLE - b.last) > 1e-3 * greatest(abs(a.last), abs(b.last))
    OR abs(a.min::DOUBLE - b.min) > 1e-3 * greatest(abs(a.min), abs(b.min))
    OR abs(a.max::DOUBLE - b.max) > 1e-3 * greatest(abs(a.max), abs(b.max))
),
equal_metrics AS (
  SELECT k.*
  FROM agreeing k
  ANTI JOIN contradicted c ON c.one = k.one AND c.other = k.other
),
-- Of runs that repeat each other bit by bit nobody can tell which one is meant.
clear AS (
  SELECT
    one, other,
    count(*) OVER (PARTITION BY one, other_tracker) AS others,
    count(*) OVER (PARTITION BY other, one_tracker) AS ones
  FROM equal_metrics
)
SELECT one, other, rule FROM named
UNION ALL
SELECT one, other, 'equal curves' AS rule FROM clear WHERE others = 1 AND ones = 1
ORDER BY one, other, rule
