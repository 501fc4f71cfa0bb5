/** The facts about runs, in the words of the field; immutable records without behaviour. */
@NullMarked
package dev.almanac.ingest.model;

import org.jspecify.annotations.NullMarked;
