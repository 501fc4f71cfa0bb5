/** Tests of package template. */
@NullMarked
package dev.almanac.reports.template;

import org.jspecify.annotations.NullMarked;
