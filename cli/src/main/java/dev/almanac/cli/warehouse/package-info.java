/**
 * Opens the warehouse for commands: with the tables of the analyses in it, for writing, reading,
 * reports and users' queries.
 */
@NullMarked
package dev.almanac.cli.warehouse;

import org.jspecify.annotations.NullMarked;
