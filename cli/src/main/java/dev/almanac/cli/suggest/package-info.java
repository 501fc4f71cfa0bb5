/** The nearest name for a misspelt one. */
@NullMarked
package dev.almanac.cli.suggest;

import org.jspecify.annotations.NullMarked;
