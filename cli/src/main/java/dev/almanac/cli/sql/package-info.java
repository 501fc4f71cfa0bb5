/** Users' SQL: run within limits, and explained when it fails. */
@NullMarked
package dev.almanac.cli.sql;

import org.jspecify.annotations.NullMarked;
