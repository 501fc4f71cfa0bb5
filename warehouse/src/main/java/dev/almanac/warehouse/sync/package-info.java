/** Bringing a source's runs into the warehouse: what changed, in batches, committed whole. */
@NullMarked
package dev.almanac.warehouse.sync;

import org.jspecify.annotations.NullMarked;
