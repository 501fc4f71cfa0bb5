/** What each project is after: the direction of every metric and the one that it is judged by. */
@NullMarked
package dev.almanac.analyses.objective;

import org.jspecify.annotations.NullMarked;
