@NullMarked
package dev.almanac.ingest.comet;

import org.jspecify.annotations.NullMarked;
