SELECT path, type_tag, value FROM configs ORDER BY path
