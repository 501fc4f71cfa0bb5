/** Commits that are whole or not there: lock, pins, copy-on-write, healing, retention. */
@NullMarked
package dev.almanac.warehouse.commit;

import org.jspecify.annotations.NullMarked;
