/** JMH benchmarks of kernels and parsers, each on input like that of real runs. */
@NullMarked
package dev.almanac.bench.kernels;

import org.jspecify.annotations.NullMarked;
