/** Mail over SMTP: a deterministic message for each recipient. */
@NullMarked
package dev.almanac.reports.delivery.mail;

import org.jspecify.annotations.NullMarked;
