/** Runs of Guild AI. */
@NullMarked
package dev.almanac.ingest.logs.guild;

import org.jspecify.annotations.NullMarked;
