/** The tables: names, columns, types and comments, the contract with users' SQL. */
@NullMarked
package dev.almanac.warehouse.schema;

import org.jspecify.annotations.NullMarked;
