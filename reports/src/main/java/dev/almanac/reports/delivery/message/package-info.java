/** What a message says, apart from how a channel writes it. */
@NullMarked
package dev.almanac.reports.delivery.message;

import org.jspecify.annotations.NullMarked;
