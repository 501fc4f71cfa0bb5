-- What syncs could not take as it stands, the commonest reasons first.
SELECT source, kind, count(*) AS places, min(location) AS example, min(reason) AS why
FROM quarantine
GROUP BY ALL
ORDER BY places DESC, source, kind
