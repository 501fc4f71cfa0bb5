-- The newest archived weekly report of an earlier week, and how many there are to compare with.
SELECT period, first_day, any_value(revision) AS revision, CAST(any_value(as_of) AS TIMESTAMP WITH TIME ZONE) AS rendered,
  any_value(state) AS state,
  bool_and(CAST(any_value(as_of) AS TIMESTAMP WITH TIME ZONE) >= timezone(:zone, CAST(any_value(end_day) AS TIMESTAMP))) OVER () AS all_whole,
  bool_or(coalesce(section = 'leaderboard' AND query = 'standing', false)) AS has_best, count(*) OVER () AS reports, min(period) OVER () AS first_period
FROM archived
WHERE newest
GROUP BY period, first_day
ORDER BY first_day DESC
LIMIT 1
