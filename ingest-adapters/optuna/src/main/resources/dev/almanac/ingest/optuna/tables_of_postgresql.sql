-- The tables that are found without naming a schema.
SELECT table_name FROM information_schema.tables WHERE table_schema = ANY (current_schemas(false))
