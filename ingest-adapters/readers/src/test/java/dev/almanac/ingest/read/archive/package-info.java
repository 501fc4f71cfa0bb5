@NullMarked
package dev.almanac.ingest.read.archive;

import org.jspecify.annotations.NullMarked;
