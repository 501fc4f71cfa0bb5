-- The archived weekly reports of weeks that ended in the month, each in its newest revision.
SELECT period, first_day, any_value(revision) AS revision, any_value(as_of) AS rendered, any_value(state) AS state
FROM archived
WHERE newest
GROUP BY period, first_day
ORDER BY first_day
