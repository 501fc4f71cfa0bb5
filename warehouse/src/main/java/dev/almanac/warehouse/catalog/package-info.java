/** Iceberg: the catalog, the tables in it and their files. */
@NullMarked
package dev.almanac.warehouse.catalog;

import org.jspecify.annotations.NullMarked;
