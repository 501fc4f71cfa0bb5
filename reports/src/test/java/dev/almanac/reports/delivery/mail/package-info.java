/** Tests of this package. */
@NullMarked
package dev.almanac.reports.delivery.mail;

import org.jspecify.annotations.NullMarked;
