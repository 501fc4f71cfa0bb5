/** {@code almanac doctor}: what is wrong with a set-up and how to mend it. */
@NullMarked
package dev.almanac.cli.doctor;

import org.jspecify.annotations.NullMarked;
