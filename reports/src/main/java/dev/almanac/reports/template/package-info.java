/** FreeMarker, hardened: what comes out of the warehouse is text, never markup or code. */
@NullMarked
package dev.almanac.reports.template;

import org.jspecify.annotations.NullMarked;
