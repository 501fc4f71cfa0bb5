-- The archived weekly reports of weeks that ended in the month, each in its newest revision.
WITH facts AS (
  SELECT unnest(from_json(:archived, '[{"revision":"VARCHAR","period":"VARCHAR","first_day":"DATE","as_of":"VARCHAR","state":"VARCHAR","newest":"BOOLEAN","section":"VARCHAR","query":"VARCHAR","row":"JSON"}]'), recursive := true)
)
SELECT period, first_day, any_value(revision) AS revision, any_value(as_of) AS rendered, any_value(state) AS state
FROM facts
WHERE newest
GROUP BY period, first_day
ORDER BY first_day
