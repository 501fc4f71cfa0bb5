/** The page as one file: style, scripts, and the policy under which a browser runs them. */
@NullMarked
package dev.almanac.reports.page;

import org.jspecify.annotations.NullMarked;
