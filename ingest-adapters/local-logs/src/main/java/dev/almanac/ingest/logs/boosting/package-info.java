/** Evaluations of boosting libraries that a program saved as JSON. */
@NullMarked
package dev.almanac.ingest.logs.boosting;

import org.jspecify.annotations.NullMarked;
