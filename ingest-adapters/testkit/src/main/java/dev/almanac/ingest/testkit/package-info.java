/**
 * The contract that every adapter passes, as tests to inherit: from recorded cases it proves that
 * an adapter is lossless, repeatable, incremental and read-only, that it tolerates live files and
 * quarantines damage, and that it delivers what it declares and nothing else.
 */
@NullMarked
package dev.almanac.ingest.testkit;

import org.jspecify.annotations.NullMarked;
