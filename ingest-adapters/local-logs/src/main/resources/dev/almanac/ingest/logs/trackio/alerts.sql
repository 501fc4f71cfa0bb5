SELECT id, title, text, level, step FROM alerts WHERE %s = ? ORDER BY id
