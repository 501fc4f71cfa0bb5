/** Finding out what a place holds: one walk, every adapter asked, nothing opened twice. */
@NullMarked
package dev.almanac.cli.discover;

import org.jspecify.annotations.NullMarked;
