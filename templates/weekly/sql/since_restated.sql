-- What the archived reports of earlier weeks said and the warehouse says otherwise now: runs that were
-- added or taken away since, and the best of the week.
SELECT period, revision, project, what, said, says, is_count
FROM restated
ORDER BY is_count DESC, first_day DESC, project, what
