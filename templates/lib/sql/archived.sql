-- What archived reports said, as report.yaml asks for it: a row a finding, and a row of a query, each of the
-- reports that it sums up.
SELECT unnest(from_json(:archived, '[{"revision": "VARCHAR", "period": "VARCHAR", "first_day": "DATE", "end_day": "DATE", "as_of": "VARCHAR",
  "state": "VARCHAR", "newest": "BOOLEAN", "section": "VARCHAR", "query": "VARCHAR", "row": "JSON"}]'), recursive := true)
