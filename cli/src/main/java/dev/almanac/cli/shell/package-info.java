/** The interactive SQL shell. */
@NullMarked
package dev.almanac.cli.shell;

import org.jspecify.annotations.NullMarked;
