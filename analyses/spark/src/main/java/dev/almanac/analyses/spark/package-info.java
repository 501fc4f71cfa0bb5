/**
 * Analyses on a Spark cluster: the same SQL, spelled for Spark, over the same Iceberg tables, and
 * the same kernels in Spark's tasks. Found by {@link java.util.ServiceLoader}; nothing depends on
 * it.
 */
@NullMarked
package dev.almanac.analyses.spark;

import org.jspecify.annotations.NullMarked;
