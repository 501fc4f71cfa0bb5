/** {@code almanac demo}: all of it on the example runs. */
@NullMarked
package dev.almanac.cli.demo;

import org.jspecify.annotations.NullMarked;
