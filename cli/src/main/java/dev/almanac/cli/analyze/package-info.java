/**
 * {@code almanac analyze}, and what computes the analyses that are out of date for other commands.
 */
@NullMarked
package dev.almanac.cli.analyze;

import org.jspecify.annotations.NullMarked;
