/** Reading {@code almanac.yaml}: every problem at once, each with its line. */
@NullMarked
package dev.almanac.cli.config;

import org.jspecify.annotations.NullMarked;
