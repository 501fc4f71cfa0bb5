-- Runs that ended in the 24 hours before now.
SELECT project, coalesce(name, run_id) AS name, run_key, status, created_by, ended_at, duration_s,
  date_diff('second', ended_at, :now) AS ago_s, count(*) OVER () AS runs
FROM runs
WHERE ended_at > :now - INTERVAL 1 DAY AND ended_at <= :now AND NOT coalesce(deleted, false) AND same_as IS NULL
ORDER BY ended_at DESC, run_key
LIMIT 25
