/**
 * What training code printed: a line is known by a {@link dev.almanac.ingest.logs.stdout.Preset},
 * and only a file with several such lines is a run.
 */
@NullMarked
package dev.almanac.ingest.logs.stdout;

import org.jspecify.annotations.NullMarked;
