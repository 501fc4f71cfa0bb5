-- By host and way to fail, of runs of the period that did not finish; where they ran on two hosts or more.
WITH placed AS (
  SELECT r.run_key, r.status, max(v.value) AS host
  FROM runs r
  JOIN environment v ON v.run_key = r.run_key AND (v.key = 'hostname' OR v.kind = 'host' AND v.key IN ('host', 'name')) AND v.value <> ''
  WHERE r.started_at >= :period_start AND r.started_at < :period_end AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND r.status NOT IN ('running', 'scheduled')
  GROUP BY r.run_key, r.status
), hosts AS (
  SELECT host, count(*) AS ended, count(*) FILTER (WHERE status IN ('failed', 'crashed', 'killed')) AS lost,
    row_number() OVER (ORDER BY count(*) FILTER (WHERE status IN ('failed', 'crashed', 'killed')) DESC, host) AS place,
    count(*) OVER () AS hosts
  FROM placed
  GROUP BY host
)
SELECT h.host, p.status, count(*) AS runs, h.ended, h.lost, h.hosts,
  max(h.lost) OVER () || ' of ' || min_by(h.ended, h.place) OVER () || ' ended runs on ' || min_by(h.host, h.place) OVER () || ' did not finish' AS message
FROM hosts h
JOIN placed p ON p.host = h.host AND p.status IN ('failed', 'crashed', 'killed')
WHERE h.hosts >= 2 AND h.place <= 12
GROUP BY h.host, p.status, h.ended, h.lost, h.hosts, h.place
ORDER BY h.place, p.status
