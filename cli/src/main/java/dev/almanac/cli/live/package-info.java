/** {@code almanac live}: running runs as rows and as sentences on a terminal. */
@NullMarked
package dev.almanac.cli.live;

import org.jspecify.annotations.NullMarked;
