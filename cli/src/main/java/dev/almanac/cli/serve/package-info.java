/**
 * {@code almanac serve}: shows the archive to browsers of this machine, and may call the schedules.
 */
@NullMarked
package dev.almanac.cli.serve;

import org.jspecify.annotations.NullMarked;
