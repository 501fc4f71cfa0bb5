/** Protobuf messages, read field by field without generated classes. */
@NullMarked
package dev.almanac.ingest.read.protobuf;

import org.jspecify.annotations.NullMarked;
