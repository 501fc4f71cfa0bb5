/** What a report consists of, as its folder states it; built in or a user's. */
@NullMarked
package dev.almanac.reports.spec;

import org.jspecify.annotations.NullMarked;
