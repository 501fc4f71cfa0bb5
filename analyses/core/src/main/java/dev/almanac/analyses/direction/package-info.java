/**
 * Tells for each metric whether less or more is better, on what basis, and which metric a project
 * is about.
 */
@NullMarked
package dev.almanac.analyses.direction;

import org.jspecify.annotations.NullMarked;
