-- What syncs could not read, by source and kind, with one example each.
SELECT source, kind, count(*) AS places, min(location) AS example,
  min_by(reason, (location, "offset")) AS reason
FROM quarantine
GROUP BY source, kind
ORDER BY places DESC, source, kind
