/** {@code almanac sql}: one query, or a shell. */
@NullMarked
package dev.almanac.cli.shell;

import org.jspecify.annotations.NullMarked;
