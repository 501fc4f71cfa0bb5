/** Measures whole processes of Almanac beside the tools that people would use instead. */
@NullMarked
package dev.almanac.bench.scenario;

import org.jspecify.annotations.NullMarked;
