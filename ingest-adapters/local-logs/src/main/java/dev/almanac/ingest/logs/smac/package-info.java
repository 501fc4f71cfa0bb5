/** Searches of SMAC3, BOHB and DeepCAVE's recorder: a configuration each a run. */
@NullMarked
package dev.almanac.ingest.logs.smac;

import org.jspecify.annotations.NullMarked;
