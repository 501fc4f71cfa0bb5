/** Reads Aim repositories. */
@NullMarked
package dev.almanac.ingest.aim;

import org.jspecify.annotations.NullMarked;
