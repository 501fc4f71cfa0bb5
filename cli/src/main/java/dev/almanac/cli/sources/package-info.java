/**
 * {@code almanac sources} and {@code almanac artifact}: which places hold runs, and the adapters
 * that read them.
 */
@NullMarked
package dev.almanac.cli.sources;

import org.jspecify.annotations.NullMarked;
