/**
 * The channels of {@code almanac.yaml}: brings reports and alerts to people, and knows what came of
 * it.
 */
@NullMarked
package dev.almanac.cli.delivery;

import org.jspecify.annotations.NullMarked;
