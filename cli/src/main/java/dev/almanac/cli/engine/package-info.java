/** The engines that analyses run on, and how one that is not part of this installation is found. */
@NullMarked
package dev.almanac.cli.engine;

import org.jspecify.annotations.NullMarked;
