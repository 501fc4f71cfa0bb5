-- Where the warehouse says something else today, by week.
SELECT period, revision, project, what, said, says
FROM restated
ORDER BY first_day, project, what
