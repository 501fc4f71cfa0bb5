/** How much compute may be used, as {@code almanac.yaml} states it, on its way into queries. */
@NullMarked
package dev.almanac.reports.budget;

import org.jspecify.annotations.NullMarked;
