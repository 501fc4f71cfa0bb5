/**
 * The command line: the list of the commands, and the program. Each command or group of commands
 * has a room of its own. This module composes all others and is the only one that writes to the
 * terminal.
 */
@NullMarked
package dev.almanac.cli;

import org.jspecify.annotations.NullMarked;
