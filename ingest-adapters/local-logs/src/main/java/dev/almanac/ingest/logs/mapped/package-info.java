/**
 * Files of a person's own making, read as a {@link dev.almanac.ingest.logs.mapped.Mapping} says;
 * {@link dev.almanac.ingest.logs.mapped.MappingDraft} drafts one.
 */
@NullMarked
package dev.almanac.ingest.logs.mapped;

import org.jspecify.annotations.NullMarked;
