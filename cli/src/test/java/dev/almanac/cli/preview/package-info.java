/** Tests of the preview. */
@NullMarked
package dev.almanac.cli.preview;

import org.jspecify.annotations.NullMarked;
