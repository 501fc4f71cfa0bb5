@NullMarked
package dev.almanac.ingest.logs.openmmlab;

import org.jspecify.annotations.NullMarked;
