/** {@code almanac sync}: brings the warehouse up to date with the places that hold runs. */
@NullMarked
package dev.almanac.cli.sync;

import org.jspecify.annotations.NullMarked;
