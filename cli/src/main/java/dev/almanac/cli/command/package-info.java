/**
 * What every command is made of: the workplace that flags, environment and {@code almanac.yaml}
 * make together, how results are written, how failures are told, and the exit codes.
 */
@NullMarked
package dev.almanac.cli.command;

import org.jspecify.annotations.NullMarked;
