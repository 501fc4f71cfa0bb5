/** Messages to web hooks: Slack, Teams, any other, and dead-man pings. */
@NullMarked
package dev.almanac.reports.delivery.http;

import org.jspecify.annotations.NullMarked;
