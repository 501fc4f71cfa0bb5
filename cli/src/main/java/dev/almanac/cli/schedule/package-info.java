/** {@code almanac schedule ...}: what is due, what came of it, and what calls it. */
@NullMarked
package dev.almanac.cli.schedule;

import org.jspecify.annotations.NullMarked;
