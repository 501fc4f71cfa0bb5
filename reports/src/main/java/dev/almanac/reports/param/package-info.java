/** What readers ask a report about: the values they give for the params its folder declares. */
@NullMarked
package dev.almanac.reports.param;

import org.jspecify.annotations.NullMarked;
