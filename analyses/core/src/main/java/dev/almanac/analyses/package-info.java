/**
 * What an analysis is: SQL that reduces the warehouse to the rows it needs, a grouping key, and a
 * pure kernel from a group to result rows. The analyses themselves live in the packages below.
 */
@NullMarked
package dev.almanac.analyses;

import org.jspecify.annotations.NullMarked;
