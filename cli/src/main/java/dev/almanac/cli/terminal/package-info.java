/** Where commands read and write, and what they take from outside. */
@NullMarked
package dev.almanac.cli.terminal;

import org.jspecify.annotations.NullMarked;
