/**
 * {@code almanac report ...}: renders reports, keeps them in the archive, compares and exports
 * them.
 */
@NullMarked
package dev.almanac.cli.report;

import org.jspecify.annotations.NullMarked;
