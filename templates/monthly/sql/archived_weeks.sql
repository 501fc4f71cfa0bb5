-- The archived weekly reports of weeks that ended in the month, each in its newest revision.
SELECT period, first_day, any_value(revision) AS revision, any_value(as_of) AS rendered, any_value(state) AS state,
  CAST(any_value(as_of) AS TIMESTAMP WITH TIME ZONE) >= timezone(:zone, CAST(any_value(end_day) AS TIMESTAMP)) AS is_whole
FROM archived
WHERE newest
GROUP BY period, first_day
ORDER BY first_day
