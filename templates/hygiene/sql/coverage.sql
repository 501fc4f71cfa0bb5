-- Of each project and item: in how many runs of the period it is there, of those of which it can be asked.
-- Items are the columns of hygiene_run, in their order.
WITH counted AS (
  SELECT project, item,
    count(*) FILTER (state = 'present') AS there,
    count(*) FILTER (state = 'partial') AS partly,
    count(*) FILTER (state = 'not_recorded') AS no_place,
    count(*) FILTER (state NOT IN ('unknown', 'not_applicable')) AS asked
  FROM states
  GROUP BY project, item
), items AS (
  SELECT item, any_value(area) AS area, any_value(weight) AS weight, bool_or(essential) AS essential
  FROM hygiene_item
  GROUP BY item
)
SELECT c.project, c.item, replace(c.item, '_', ' ') AS label, i.area, i.weight, i.essential, c.there, c.partly,
  c.no_place, c.asked, c.there / nullif(c.asked, 0) AS share
FROM counted c
JOIN items i ON i.item = c.item
JOIN information_schema.columns o ON o.table_name = 'hygiene_run' AND o.column_name = c.item
ORDER BY c.project, o.ordinal_position
