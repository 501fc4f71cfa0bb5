/** Shows a report while its author writes it: renders again on each change, and serves the page. */
@NullMarked
package dev.almanac.cli.preview;

import org.jspecify.annotations.NullMarked;
