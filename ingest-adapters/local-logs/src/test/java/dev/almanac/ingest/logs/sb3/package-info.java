@NullMarked
package dev.almanac.ingest.logs.sb3;

import org.jspecify.annotations.NullMarked;
