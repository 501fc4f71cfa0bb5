/**
 * The command line: one class a command. This module composes all others and is the only one that
 * writes to the terminal.
 */
@NullMarked
package dev.almanac.cli;

import org.jspecify.annotations.NullMarked;
