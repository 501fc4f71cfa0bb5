-- The same run as other trackers saw it.
WITH me AS (
  SELECT run_key, coalesce(same_as, run_key) AS root FROM runs WHERE run_key = :run
)
SELECT r.run_key, r.tracker, r.source, coalesce(nullif(r.name, ''), r.run_id) AS name, r.url, r.run_key = me.root AS counts
FROM me
JOIN runs r ON coalesce(r.same_as, r.run_key) = me.root AND r.run_key <> me.run_key
ORDER BY r.tracker, r.run_key
LIMIT 20
