/** Result logs of MLPerf, and trials of AlgoPerf. */
@NullMarked
package dev.almanac.ingest.logs.mlperf;

import org.jspecify.annotations.NullMarked;
